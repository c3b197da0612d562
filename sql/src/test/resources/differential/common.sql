-- Common tables that are named several times.
WITH c AS (SELECT class, count(*) AS k FROM star GROUP BY class) SELECT a.class, b.k FROM c a JOIN c b ON a.class = b.class;
WITH c AS (SELECT class, count(*) AS k FROM star GROUP BY class) SELECT class FROM c WHERE k = (SELECT max(k) FROM c);
WITH c AS MATERIALIZED (SELECT class, count(*) AS k FROM star GROUP BY class) SELECT sum(a.k * b.k) FROM c a, c b WHERE a.k < b.k;
WITH c AS NOT MATERIALIZED (SELECT class, count(*) AS k FROM star GROUP BY class) SELECT sum(a.k * b.k) FROM c a, c b WHERE a.k < b.k;
WITH c AS (SELECT s.id, v.night FROM star s JOIN visit v ON s.id = v.star_id), d AS (SELECT night, count(*) AS k FROM c GROUP BY night) SELECT x.night, y.k, (SELECT count(*) FROM c) FROM d x, d y WHERE x.night = y.night + 1;
WITH c AS (SELECT class, avg(mag) AS m FROM star GROUP BY class) SELECT id FROM star s WHERE mag > (SELECT m FROM c WHERE c.class = s.class) AND class IN (SELECT class FROM c WHERE m > 10);
WITH c(a, a2) AS (SELECT n, n FROM star GROUP BY n) SELECT x.a, y.a2 FROM c x, c y WHERE x.a = y.a2;
WITH c AS (SELECT class, count(*) AS k FROM star GROUP BY class) SELECT k FROM c UNION ALL SELECT k + 1 FROM c UNION ALL SELECT k FROM c WHERE k > 40;
SELECT id FROM star s WHERE n IN (WITH c AS (SELECT small, count(*) AS k FROM star t WHERE t.class = s.class GROUP BY small) SELECT a.small FROM c a, c b WHERE a.k < b.k);
-- Recursive ones.
WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r WHERE n < 20) SELECT n FROM r;
WITH RECURSIVE r(n, f) AS (SELECT 1, 1::BIGINT UNION ALL SELECT n + 1, f * (n + 1) FROM r WHERE n < 15) SELECT * FROM r;
WITH RECURSIVE r(n) AS (SELECT 1 UNION SELECT (n * 7) % 31 FROM r) SELECT n FROM r;
WITH RECURSIVE r(id, hops) AS (SELECT 3::BIGINT, 0 UNION SELECT v.night::BIGINT, hops + 1 FROM r JOIN visit v ON v.star_id = r.id WHERE hops < 4) SELECT * FROM r;
WITH RECURSIVE r(id) AS (SELECT 3::BIGINT UNION SELECT v.night::BIGINT FROM r JOIN visit v ON v.star_id = r.id) SELECT count(*), sum(id) FROM r;
WITH RECURSIVE r(n) AS (SELECT n FROM star WHERE id < 3 UNION ALL SELECT r.n + 1 FROM r WHERE r.n < 10) SELECT n, count(*) FROM r GROUP BY n;
WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) SELECT a.n, b.n FROM r a JOIN r b ON a.n < b.n;
WITH RECURSIVE a(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM a WHERE n < 5), b(m) AS (SELECT n FROM a UNION ALL SELECT m + 10 FROM b WHERE m < 20) SELECT m FROM b;
WITH RECURSIVE r(n, t) AS (SELECT 1, 'x' UNION ALL SELECT n + 1, t || 'y' FROM r WHERE n < 6) SELECT * FROM r;
WITH RECURSIVE r(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM r WHERE n < (SELECT max(small) FROM star)) SELECT n FROM r;
WITH RECURSIVE r(n) AS (SELECT NULL::INTEGER UNION SELECT n FROM r) SELECT * FROM r;
WITH RECURSIVE r(n) AS (SELECT 1 WHERE 1 = 0 UNION ALL SELECT n + 1 FROM r) SELECT count(*) FROM r;
WITH RECURSIVE r(k, s) AS (SELECT n, count(*) FROM star WHERE n > 3 GROUP BY n UNION ALL SELECT k - 1, s + 1 FROM r WHERE k > 0) SELECT k, s FROM r;
WITH RECURSIVE plain AS (SELECT class FROM star WHERE id < 5) SELECT * FROM plain;
SELECT id, (WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 4) SELECT sum(n) FROM r) FROM star WHERE id < 5;
