-- fires
SELECT r.id, s.id FROM r JOIN s ON r.a = s.a WHERE (r.b = 1 AND s.b = 2) OR (r.b = 2 AND s.b = 1);
SELECT r.id, s.id FROM r JOIN s ON r.a = s.a AND ((r.b = 1 AND s.b < 2) OR (r.b IS NULL AND s.b > 1));
-- does not fire
SELECT r.id, s.id FROM r JOIN s ON r.a = s.a WHERE r.b = 1 OR s.b = 2;
SELECT r.id, s.id FROM r LEFT JOIN s ON r.a = s.a AND ((r.b = 1 AND s.b = 2) OR (r.b = 2 AND s.b = 1));
