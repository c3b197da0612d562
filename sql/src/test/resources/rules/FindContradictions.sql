-- fires
SELECT b, count(*) FROM r GROUP BY b HAVING count(*) > 8 AND count(*) < 3;
SELECT b, max(d) FROM r GROUP BY b HAVING max(d) = 1.5 AND max(d) = 2.5;
SELECT b, max(a) FROM r GROUP BY b HAVING max(a) = NULL AND max(a) > 1;
-- does not fire
SELECT b, count(*) FROM r GROUP BY b HAVING count(*) < 8 AND count(*) > 1;
SELECT b, count(*) FROM r GROUP BY b HAVING count(*) > 8 OR count(*) < 3;
SELECT b, max(a) FROM r GROUP BY b HAVING max(a) > 2 AND min(a) < 1;
