-- fires
SELECT r.id FROM r JOIN r q ON r.id = q.id WHERE r.a IN (SELECT a FROM s WHERE id < 5);
SELECT id, x FROM (SELECT r.id, q.a, r.a + 1 AS x FROM r JOIN r q ON r.id = q.id) z WHERE NOT EXISTS (SELECT * FROM s WHERE s.a = z.a);
-- does not fire
SELECT s.id FROM s JOIN s q ON s.id = q.id WHERE s.a IN (SELECT a FROM r);
SELECT r.id FROM r JOIN r q ON r.id = q.id WHERE EXISTS (SELECT * FROM s WHERE s.a = q.a AND s.b = r.b);
