-- fires
SELECT id FROM (SELECT id, a + b AS x, count(*) OVER (PARTITION BY a) AS n FROM r) q;
-- does not fire
SELECT * FROM r;
