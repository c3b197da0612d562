-- fires
SELECT x + 1, y FROM (SELECT a * 2 AS x, b AS y FROM r) q;
-- does not fire
SELECT x + x FROM (SELECT a * 2 AS x FROM r) q;
SELECT a * 2 FROM r;
