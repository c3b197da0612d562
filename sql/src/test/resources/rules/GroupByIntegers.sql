-- fires
SELECT date_part('year', day), count(*) FROM r GROUP BY 1;
SELECT t, extract(month FROM day) AS m, extract(dow FROM day), sum(a) FROM r GROUP BY ALL HAVING extract(month FROM day) > 3;
SELECT a::DOUBLE, max(d) FROM r GROUP BY a::DOUBLE;
SELECT DISTINCT date_part('doy', day) FROM r;
SELECT y, count(*), min(z) FROM (SELECT date_part('year', day) AS y, date_part('year', day) + 1 AS z FROM r) q GROUP BY y HAVING y > 2016;
-- does not fire
SELECT year(day), count(*) FROM r GROUP BY 1;
SELECT date_part('second', day::TIMESTAMP), count(*) FROM r GROUP BY 1;
SELECT ref::DOUBLE, count(*) FROM r GROUP BY 1;
SELECT d, count(*) FROM r GROUP BY d;
