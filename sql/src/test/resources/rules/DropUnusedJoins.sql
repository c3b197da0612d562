-- fires
SELECT r.id, r.a FROM r LEFT JOIN s ON r.ref = s.id;
SELECT sum(r.a) FROM r LEFT JOIN (s JOIN s q ON s.a = q.id) ON r.ref = s.id WHERE r.b > 1;
SELECT r.id FROM r LEFT JOIN (SELECT a, count(*) AS n FROM s GROUP BY a) g ON r.a = g.a;
SELECT DISTINCT r.a FROM r LEFT JOIN s ON r.b = s.b;
SELECT max(r.a), count(DISTINCT r.b) FROM r LEFT JOIN s ON r.a < s.a;
SELECT s.id FROM s WHERE s.a IN (SELECT r.a FROM r LEFT JOIN s q ON r.b = q.b);
SELECT id FROM (SELECT r.id, (SELECT s.b FROM s WHERE s.id = r.ref) AS v FROM r) q;
-- does not fire
SELECT r.id, s.t FROM r LEFT JOIN s ON r.ref = s.id;
SELECT r.id FROM r LEFT JOIN s ON r.a = s.a;
SELECT r.id FROM r LEFT JOIN s ON r.ref = s.id WHERE s.id IS NULL;
SELECT r.a, count(*) FROM r LEFT JOIN s ON r.b = s.b GROUP BY r.a;
SELECT r.id FROM r LEFT JOIN s ON r.ref > s.id;
SELECT DISTINCT r.a FROM r JOIN s ON r.b = s.b;
SELECT r.id FROM r FULL JOIN s ON r.ref = s.id;
