-- fires
SELECT id FROM r WHERE NOT (a < 2 OR t IS NULL);
SELECT id FROM r WHERE NOT (d >= 1.5 AND NOT (a IN (1, 2) OR b = a));
SELECT id, NOT (d < 1.5), NOT (a IN (1, NULL)), NOT (a IS DISTINCT FROM b) FROM r;
SELECT CASE WHEN FALSE THEN a WHEN b > 1 THEN 7 WHEN TRUE THEN b ELSE 0 END FROM r;
SELECT coalesce(NULL, a, 1, b), coalesce(NULL, b) FROM r;
-- does not fire
SELECT id FROM r WHERE a >= 2 AND t IS NOT NULL;
SELECT CASE WHEN b > 1 THEN 7 ELSE a END, coalesce(a, b) FROM r;
