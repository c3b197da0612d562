-- fires
SELECT DISTINCT id, a FROM r;
SELECT id, max(a), min(d), count(b), count(*), any_value(t) FROM r GROUP BY id;
SELECT DISTINCT a, n FROM (SELECT a, count(*) AS n FROM r GROUP BY a) q;
SELECT id, min(t) FROM r WHERE t NOT LIKE '$' GROUP BY id HAVING CAST(count(*) AS INTEGER) <= 5;
SELECT DISTINCT r.id, s.t FROM r JOIN s ON r.ref = s.id;
-- does not fire
SELECT DISTINCT a, b FROM r;
SELECT id, sum(a) FROM r GROUP BY id;
SELECT DISTINCT n FROM (SELECT a, count(*) AS n FROM r GROUP BY a) q;
SELECT DISTINCT s.id FROM r JOIN s ON r.ref = s.id;
SELECT id, count(a) FILTER (WHERE b > 1) FROM r GROUP BY id;
