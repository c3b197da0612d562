-- fires
SELECT r.id FROM r JOIN (SELECT a FROM s WHERE 1 > 2) q ON r.a = q.a;
SELECT r.id, q.a FROM r LEFT JOIN (SELECT a FROM s WHERE 1 > 2) q ON r.a = q.a;
SELECT r.id, q.a FROM (SELECT a FROM s WHERE 1 > 2) q FULL JOIN r ON r.a = q.a;
SELECT a FROM r UNION ALL SELECT a FROM s WHERE 1 > 2;
SELECT id FROM r WHERE a IN (SELECT a FROM s WHERE 1 > 2);
SELECT id FROM r WHERE NOT EXISTS (SELECT * FROM s WHERE 1 > 2 AND s.a = r.a);
SELECT a, count(*) FROM (SELECT a FROM r LIMIT 0) q GROUP BY a;
-- does not fire
SELECT count(*), sum(a) FROM r WHERE 1 > 2;
SELECT r.id FROM r JOIN s ON r.a = s.a;
