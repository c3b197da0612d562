-- fires
SELECT count(*) FROM (SELECT id FROM r ORDER BY a) q;
SELECT b, sum(a) FROM (SELECT a, b FROM r ORDER BY a, id) q GROUP BY b;
SELECT a, id FROM (SELECT a, id FROM r ORDER BY id) q ORDER BY a LIMIT 50;
-- does not fire
SELECT id FROM r ORDER BY id;
SELECT count(*) FROM (SELECT id FROM r ORDER BY id LIMIT 3) q;
SELECT string_agg(t, ',') FROM (SELECT t, id FROM r ORDER BY id) q;
