-- fires
SELECT x.a, x.n FROM (SELECT r.a, count(*) AS n FROM r JOIN r q ON r.a = q.a JOIN r z ON q.b = z.b GROUP BY r.a) x WHERE x.n > (SELECT avg(y.n) FROM (SELECT r.a, count(*) AS n FROM r JOIN r q ON r.a = q.a JOIN r z ON q.b = z.b GROUP BY r.a) y);
SELECT x.a, x.n, y.n FROM (SELECT r.a, count(*) AS n FROM r JOIN r q ON r.a = q.a JOIN r z ON q.b = z.b GROUP BY r.a) x JOIN (SELECT r.a, count(*) AS n FROM r JOIN r q ON r.a = q.a JOIN r z ON q.b = z.b GROUP BY r.a) y ON x.a = y.a;
SELECT max(n), min(a) FROM (SELECT r.a, count(*) AS n FROM r JOIN r q ON r.a = q.a JOIN r z ON q.b = z.b GROUP BY r.a) x UNION ALL SELECT sum(a), count(*) FROM (SELECT r.a, count(*) AS n FROM r JOIN r q ON r.a = q.a JOIN r z ON q.b = z.b GROUP BY r.a) x UNION ALL SELECT n, a FROM (SELECT r.a, count(*) AS n FROM r JOIN r q ON r.a = q.a JOIN r z ON q.b = z.b GROUP BY r.a) y;
-- does not fire
SELECT max(s.a) FROM r JOIN r q ON r.a = q.a JOIN r z ON q.a = z.a JOIN s ON s.b = q.b WHERE s.id < 9 UNION ALL SELECT min(s.a) FROM r JOIN r q ON r.a = q.a JOIN r z ON q.b = z.b JOIN s ON s.b = q.b WHERE s.id < 8;
SELECT a, count(*) FROM r WHERE b = 1 GROUP BY a UNION ALL SELECT a, count(*) FROM s WHERE b = 1 GROUP BY a;
SELECT r.id FROM r WHERE r.a = 1 UNION ALL SELECT r.id FROM r WHERE r.a = 1;
SELECT max(r.t) FROM r JOIN s ON r.ref = s.id UNION ALL SELECT min(r.t) FROM r JOIN s ON r.ref = s.id;
SELECT a, count(*) FROM (SELECT a, random() AS x FROM r) q WHERE x < 2 GROUP BY a UNION ALL SELECT a, count(*) FROM (SELECT a, random() AS x FROM r) q WHERE x < 2 GROUP BY a;
