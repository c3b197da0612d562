-- fires
SELECT id FROM (SELECT id FROM r UNION ALL SELECT id FROM s) q ORDER BY id LIMIT 3 OFFSET 1;
SELECT r.id, s.id FROM r LEFT JOIN s ON r.ref = s.id ORDER BY r.id LIMIT 5;
SELECT count(id), count(t) > 9 FROM (SELECT r.id, s.t FROM r LEFT JOIN s ON r.ref = s.id LIMIT 5) q;
SELECT count(*) FROM (SELECT a FROM r UNION ALL SELECT b FROM s UNION ALL SELECT b FROM r LIMIT 7) q;
-- does not fire
SELECT r.id, s.id FROM r JOIN s ON r.ref = s.id ORDER BY r.id LIMIT 5;
SELECT r.id, s.id FROM r LEFT JOIN s ON r.ref = s.id ORDER BY s.id, r.id LIMIT 5;
SELECT id FROM r ORDER BY id LIMIT 5;
