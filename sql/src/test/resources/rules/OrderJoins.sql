-- fires
SELECT r.id, s.id FROM r, s, r q WHERE r.id = q.id AND s.id = q.ref AND s.b = 1;
SELECT count(*) FROM r, s, s z, r q WHERE r.id = q.ref AND s.id = q.id AND z.a = s.a;
-- does not fire
SELECT r.id, s.id FROM r, s WHERE r.ref = s.id;
SELECT count(*) FROM r LEFT JOIN s ON r.ref = s.id LEFT JOIN s q ON q.id = s.a;
