-- fires
SELECT r.id, s.id FROM r JOIN s ON r.a = s.a WHERE r.a < 3;
SELECT r.id, s.id, q.id FROM r, s, r q WHERE r.a = s.a AND s.a = q.b AND q.b IN (1, 2);
SELECT r.id, s.id FROM r LEFT JOIN s ON r.a = s.a WHERE r.a IN (1, 2);
SELECT id FROM r WHERE a < 2 AND NOT EXISTS (SELECT * FROM s WHERE s.a = r.a);
-- does not fire
SELECT r.id, s.id FROM r JOIN s ON r.a = s.a WHERE r.b < 3;
SELECT r.id, s.id FROM r FULL JOIN s ON r.a = s.a WHERE r.a IS NULL;
SELECT r.id, s.id FROM r LEFT JOIN s ON r.a = s.a AND s.a < 3;
SELECT r.id, s.id FROM r JOIN s ON r.a < s.a WHERE r.a < 3;
