-- fires
SELECT r.id, s.id FROM r JOIN s ON r.id = s.id WHERE r.a = 1 OR s.b = 1 OR r.a = 2;
SELECT id, a = 1 OR a = 2 OR a IN (NULL, 3), t = 'x' OR t = 'y' FROM r;
-- does not fire
SELECT r.id, s.id FROM r JOIN s ON r.id = s.id WHERE r.a = 1 OR s.b = 1;
SELECT id, a = 1 OR b = 2 OR a > 3, a <> 1 OR a NOT IN (2, 3) FROM r;
