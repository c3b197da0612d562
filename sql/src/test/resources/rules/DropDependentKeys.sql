-- fires
SELECT id, t, sum(a) FROM s GROUP BY id, t;
SELECT t, a, id, sum(b) FROM r WHERE b > 0 GROUP BY t, a, id;
-- does not fire
SELECT a, t, sum(b) FROM s GROUP BY a, t;
SELECT id, t, count(DISTINCT a), sum(b) FROM s GROUP BY id, t;
