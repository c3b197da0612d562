-- fires
SELECT r.id, s.id FROM r, s, r q WHERE r.id = q.id AND s.id = q.ref AND s.b = 1;
SELECT count(*) FROM r, s, s z, r q WHERE r.id = q.ref AND s.id = q.id AND z.a = s.a;
SELECT r.id, q.t, s.t FROM r LEFT JOIN r q ON r.a = q.a JOIN s ON s.id = r.ref WHERE s.b = 1;
SELECT r.id, q.id, s.id FROM r LEFT JOIN r q ON r.b = q.b AND q.id < 40 JOIN s ON s.id = r.ref WHERE q.id IS NULL OR q.a > s.a;
SELECT r.id, s.id FROM r JOIN s ON r.a = s.a WHERE EXISTS (SELECT * FROM r q WHERE q.b = s.b);
SELECT r.id, q.id FROM r LEFT JOIN r q ON r.a = q.a WHERE NOT EXISTS (SELECT * FROM s WHERE s.id = r.ref);
SELECT count(*) FROM r LEFT JOIN (r q JOIN s ON q.ref = s.id) ON r.a = q.a JOIN s z ON z.id = r.ref WHERE z.b = 1 AND (q.b IS NULL OR q.b <> z.b);
-- does not fire
SELECT r.id, s.id FROM r, s WHERE r.ref = s.id;
SELECT r.id, s.t, q.t FROM r LEFT JOIN s ON r.ref = s.id LEFT JOIN s q ON q.id = s.a;
SELECT r.id, s.t FROM r FULL JOIN s ON r.ref = s.id;
SELECT r.id, s.t FROM r LEFT JOIN s ON r.ref = s.id AND random() < 2 JOIN r q ON q.id = r.id AND q.a = 1;
