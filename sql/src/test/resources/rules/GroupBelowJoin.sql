-- fires
SELECT s.id, s.t, count(*), max(r.b) FROM r JOIN s ON r.ref = s.id GROUP BY s.id, s.t;
SELECT s.id, count(r.b), count(*) FROM s LEFT JOIN r ON r.ref = s.id GROUP BY s.id;
-- does not fire
SELECT s.t, count(*) FROM r JOIN s ON r.ref = s.id GROUP BY s.t;
SELECT s.a, count(r.b) FROM s LEFT JOIN r ON r.ref = s.id GROUP BY s.a;
