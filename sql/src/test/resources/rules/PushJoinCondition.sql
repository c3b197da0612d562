-- fires
SELECT r.id, s.id FROM r LEFT JOIN s ON r.ref = s.id AND s.b > 1;
-- does not fire
SELECT r.id, s.id FROM r LEFT JOIN s ON r.ref = s.id AND r.b > 1;
SELECT r.id, s.id FROM r FULL JOIN s ON r.ref = s.id AND s.b > 1;
