-- fires
SELECT x + 1 FROM (SELECT id * 2 AS x, id FROM r) q ORDER BY id LIMIT 3;
-- does not fire
SELECT id FROM r ORDER BY id LIMIT 3;
SELECT count(*) FROM r;
