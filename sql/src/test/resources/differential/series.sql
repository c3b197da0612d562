-- INTERSECT ALL, EXCEPT ALL.
SELECT n FROM star INTERSECT ALL SELECT small FROM star;
SELECT n FROM star EXCEPT ALL SELECT small FROM star;
SELECT n, flag FROM star EXCEPT ALL SELECT small, flag FROM star WHERE id < 250;
SELECT class FROM star INTERSECT ALL SELECT class FROM star WHERE n > 3 INTERSECT ALL SELECT class FROM star WHERE small > 2;
SELECT night FROM visit EXCEPT ALL SELECT n FROM star EXCEPT ALL SELECT small FROM star;
-- Series.
SELECT * FROM generate_series(1, 5);
SELECT * FROM range(5);
SELECT * FROM range(2, 9, 3);
SELECT * FROM generate_series(10, 1, -4);
SELECT * FROM generate_series(3, 1);
SELECT * FROM range(3, 3);
SELECT count(*), sum(x), min(x), max(x) FROM range(100000) t(x);
SELECT x, y FROM range(4) a(x), range(3) b(y) WHERE x <= y;
SELECT s.id, g.x FROM star s, generate_series(1, s.small) g(x) WHERE s.id < 100;
SELECT s.id, g.x FROM star s JOIN generate_series(s.n, s.small) g(x) ON g.x % 2 = 0 WHERE s.id < 100;
SELECT g.x, count(s.id) FROM range(-5, 15) g(x) LEFT JOIN star s ON s.n = g.x GROUP BY g.x;
SELECT x FROM range(20) t(x) WHERE x IN (SELECT n FROM star) AND x NOT IN (SELECT small FROM star WHERE small IS NOT NULL);
SELECT x, (SELECT count(*) FROM star WHERE n = x) FROM range(8) t(x);
SELECT id, (SELECT sum(x) FROM generate_series(1, s.small) t(x)) FROM star s;
SELECT id, (SELECT count(*) FROM generate_series(1, s.small) t(x) WHERE x > s.n) FROM star s;
SELECT generate_series FROM generate_series(1, 3);
SELECT t.range + 1 FROM range(3) t;
-- Row values; DuckDB compares NULLs inside of them as values, which we do not.
SELECT id FROM star WHERE (n, small) = (3, 4);
SELECT id FROM star WHERE (n, class) IN ((1, 'G'), (2, 'K'));
SELECT id FROM star WHERE (n, class) NOT IN ((1, 'G'), (2, 'K')) AND n IS NOT NULL AND class IS NOT NULL;
SELECT id FROM star WHERE (n, small) < (3, 4) AND n IS NOT NULL AND small IS NOT NULL;
SELECT id FROM star WHERE (n, small, id) >= (3, 4, 100) AND n IS NOT NULL AND small IS NOT NULL;
SELECT id FROM star WHERE (n, small) <> (small, n) AND n IS NOT NULL AND small IS NOT NULL;
SELECT s.id, g.n FROM star s LEFT JOIN generate_series(0, 2) AS g(n) ON s.n = g.n WHERE s.id < 40;
SELECT s.id, g.k FROM star s LEFT JOIN generate_series(1, s.n) AS g(k) ON g.k > 3 WHERE s.id < 40;
SELECT count(*), sum(s.id) FROM star s JOIN generate_series(0, 3) AS g(n) USING (n);
SELECT s.id, g.n FROM star s LEFT JOIN generate_series(0, 1) AS g(n) ON EXISTS (SELECT 1 FROM visit v WHERE v.star_id = s.id AND v.night > g.n) WHERE s.id < 40;
