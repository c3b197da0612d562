-- fires
SELECT b, count(*) FROM r GROUP BY b HAVING count(*) > 1 AND count(*) >= 2 AND count(*) < 9;
SELECT b, max(d) FROM r GROUP BY b HAVING max(d) > 0.5 AND max(d) >= 1 AND 2 > max(d);
SELECT b, max(a) FROM r GROUP BY b HAVING max(a) IN (1, 2, 3) AND max(a) > 2;
-- does not fire
SELECT b, count(*) FROM r GROUP BY b HAVING count(*) > 1 AND count(*) < 9;
SELECT b, max(a) FROM r GROUP BY b HAVING max(a) > 1 AND min(a) > 0;
SELECT b, max(a) FROM r GROUP BY b HAVING max(a) IN (1, 3) AND max(a) > 0;
