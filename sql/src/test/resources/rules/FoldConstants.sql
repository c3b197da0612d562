-- fires
SELECT a FROM r WHERE a > 1 + 1;
SELECT id FROM r WHERE (a > 1 AND 1 < 2) OR 1 > 2;
SELECT id, a + (1 + 1) FROM r;
SELECT count(*) FILTER (WHERE 1 < 2) FROM r;
-- does not fire
SELECT a FROM r WHERE a > 2;
SELECT id FROM r WHERE a > b;
