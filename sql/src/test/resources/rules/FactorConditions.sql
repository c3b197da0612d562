-- fires
SELECT r.id, s.id FROM r, s WHERE (r.a = s.a AND s.b < 3) OR (r.a = s.a AND r.b > 2);
SELECT r.id, s.id FROM r JOIN s ON (r.a = s.a AND s.b < 3) OR (r.a = s.a);
-- does not fire
SELECT r.id, s.id FROM r, s WHERE r.a = s.a AND (s.b < 3 OR r.b > 2);
