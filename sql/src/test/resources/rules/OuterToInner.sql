-- fires
SELECT r.id, s.id FROM r LEFT JOIN s ON r.ref = s.id WHERE s.b > 1;
SELECT r.id, s.id FROM r FULL JOIN s ON r.ref = s.id WHERE s.b > 1;
SELECT r.id, s.id FROM r FULL JOIN s ON r.ref = s.id WHERE s.b = r.b;
-- does not fire
SELECT r.id, s.id FROM r LEFT JOIN s ON r.ref = s.id WHERE s.b IS NULL;
SELECT r.id, s.id FROM r LEFT JOIN s ON r.ref = s.id WHERE r.b > 1;
SELECT r.id, s.id FROM r LEFT JOIN s ON r.ref = s.id WHERE s.b > 1 OR r.b > 1;
