-- Aggregates of the query around, in a subquery.
SELECT class, (SELECT max(s.mag)) FROM star s GROUP BY class;
SELECT class, (SELECT count(*) FROM visit v WHERE v.night < count(s.id)) FROM star s GROUP BY class;
SELECT class FROM star s GROUP BY class HAVING EXISTS (SELECT 1 FROM visit v WHERE v.night > avg(s.n) + 17);
SELECT class FROM star s GROUP BY class HAVING max(s.n) IN (SELECT v.night FROM visit v WHERE v.seeing > 1);
SELECT class, (SELECT sum(v.night) + max(s.n) FROM visit v) FROM star s GROUP BY class;
SELECT (SELECT count(s.id) + count(v.night) FROM visit v) FROM star s;
SELECT class, (SELECT min(v.night) FROM visit v WHERE v.night >= (SELECT min(s.n) + 1)) FROM star s GROUP BY class;
SELECT class FROM star s GROUP BY class ORDER BY (SELECT max(v.night) - count(s.id) FROM visit v), class LIMIT 4;
SELECT s.id, (SELECT max(v.night) - s.n FROM visit v WHERE v.star_id = s.id) FROM star s;
-- LIMIT and OFFSET by subqueries.
SELECT id FROM star ORDER BY id LIMIT (SELECT 7);
SELECT id, mag FROM star ORDER BY mag NULLS LAST, id LIMIT (SELECT min(n) + 10 FROM star) OFFSET (SELECT count(*) // 100 FROM star);
SELECT id FROM star ORDER BY id DESC OFFSET (SELECT 490);
SELECT count(*) FROM (SELECT id FROM star LIMIT (SELECT max(night) FROM visit)) t;
SELECT id FROM star ORDER BY id LIMIT (SELECT 5 WHERE FALSE) OFFSET 495;
SELECT class FROM star ORDER BY id + 1 LIMIT (SELECT 9);
-- Subqueries in windows.
SELECT id, sum((SELECT max(night) FROM visit)) OVER (ORDER BY id) FROM star;
SELECT id, sum((SELECT max(v.night) FROM visit v WHERE v.star_id = s.id)) OVER (PARTITION BY class) FROM star s;
SELECT id, rank() OVER (ORDER BY (SELECT count(*) FROM visit v WHERE v.star_id = s.id)) FROM star s;
SELECT class, sum(count(*) + (SELECT min(night) FROM visit)) OVER (ORDER BY class NULLS FIRST) FROM star GROUP BY class;
SELECT id, count(*) FILTER (WHERE EXISTS (SELECT 1 FROM visit v WHERE v.star_id = s.id)) OVER () FROM star s;
-- Conditions of outer joins with subqueries that name both sides.
SELECT s.id, v.night FROM star s LEFT JOIN visit v ON v.star_id = s.id AND EXISTS (SELECT 1 FROM visit w WHERE w.star_id = s.id AND w.night > v.night);
SELECT s.id, v.night FROM star s RIGHT JOIN visit v ON v.star_id = s.id AND (SELECT max(w.night) FROM visit w WHERE w.star_id = s.id) = v.night;
SELECT s.id, v.night FROM star s FULL JOIN visit v ON v.star_id = s.id AND v.night IN (SELECT w.night + s.small FROM visit w WHERE w.star_id = s.id AND w.night <= v.night);
SELECT s.id FROM star s SEMI JOIN visit v ON s.n = v.night AND EXISTS (SELECT 1 FROM visit w WHERE w.star_id = s.id AND w.night < v.night);
SELECT s.id FROM star s ANTI JOIN visit v ON s.n = v.night AND EXISTS (SELECT 1 FROM visit w WHERE w.star_id = s.id AND w.night <> v.night);
SELECT count(*), count(s.id), count(v.night) FROM star s LEFT JOIN visit v ON (SELECT count(*) FROM visit w WHERE w.star_id = s.id AND w.night = v.night) > 0;
-- Recursions that name columns of the query around.
SELECT s.id, (WITH RECURSIVE r(k) AS (SELECT s.n UNION ALL SELECT k + 1 FROM r WHERE k < s.n + 3) SELECT sum(k) FROM r) FROM star s;
SELECT s.id, t.k FROM star s, LATERAL (WITH RECURSIVE r(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM r WHERE k < s.small) SELECT k FROM r) t;
SELECT s.id, t.k FROM star s, LATERAL (WITH RECURSIVE r(k) AS (SELECT s.small UNION SELECT (k * 2) % 7 FROM r) SELECT k FROM r) t;
SELECT s.id FROM star s WHERE s.n = ANY (WITH RECURSIVE r(k) AS (SELECT 0 UNION ALL SELECT k + s.small FROM r WHERE k < 9 AND s.small > 0) SELECT k FROM r);
SELECT s.id, (WITH RECURSIVE r(k) AS (SELECT 1 UNION ALL SELECT r.k + 1 FROM r, visit v WHERE v.star_id = s.id AND r.k < 3) SELECT count(*) FROM r) FROM star s;
-- VALUES of subqueries and columns around.
SELECT * FROM (VALUES (1, (SELECT max(night) FROM visit)), (2, (SELECT min(n) FROM star))) t(a, b);
SELECT s.id, t.k, t.v FROM star s, LATERAL (VALUES ('n', s.n), ('small', s.small)) t(k, v);
SELECT t.k, sum(t.v) FROM star s, LATERAL (VALUES ('n', s.n), ('small', s.small), ('visits', (SELECT count(*) FROM visit v WHERE v.star_id = s.id))) t(k, v) GROUP BY t.k;
SELECT s.id FROM star s WHERE s.n IN (VALUES (1), (s.small), (7));
