-- fires
SELECT x, b FROM (SELECT a + 0 AS x, b FROM r) q WHERE x > 2;
SELECT a, count(*) FROM r GROUP BY a HAVING a > 2;
SELECT r.id, s.id FROM r, s WHERE r.a = s.a AND r.b > 1 AND s.b IS NULL;
SELECT id, n FROM (SELECT id, a, count(*) OVER (PARTITION BY a) AS n FROM r) q WHERE a = 1;
SELECT x FROM (SELECT a AS x FROM r UNION ALL SELECT b FROM s) q WHERE x > 1;
-- does not fire
SELECT a FROM r WHERE a > 2;
SELECT a, n FROM (SELECT a, count(*) AS n FROM r GROUP BY a) q WHERE n > 2;
SELECT id FROM (SELECT id FROM r ORDER BY id LIMIT 5) q WHERE id > 2;
