-- Intervals, dates and times.
SELECT CAST(INTERVAL '1 year 2 months 3 days 04:05:06.5' AS VARCHAR), CAST(INTERVAL '-14 months' AS VARCHAR), CAST(INTERVAL '-1.5 hours' AS VARCHAR);
SELECT CAST(TIMESTAMP '2016-03-01 12:00' - TIMESTAMP '2016-02-28 13:30' AS VARCHAR);
SELECT id, CAST(ts - TIMESTAMP '2016-01-01' AS VARCHAR) FROM (SELECT id, class AS name, seen + INTERVAL '37 minutes' * (id % 997)::INTEGER AS ts FROM star) s ORDER BY id;
SELECT id, CAST(age(ts, TIMESTAMP '2014-02-28 12:00:00') AS VARCHAR) FROM (SELECT id, class AS name, seen + INTERVAL '37 minutes' * (id % 997)::INTEGER AS ts FROM star) s ORDER BY id;
SELECT id, CAST(ts + INTERVAL '1 month' * (id % 30)::INTEGER AS VARCHAR), CAST(ts - INTERVAL '36 hours' AS VARCHAR) FROM (SELECT id, class AS name, seen + INTERVAL '37 minutes' * (id % 997)::INTEGER AS ts FROM star) s ORDER BY id;
SELECT id, date_sub('month', DATE '2016-01-31', ts), date_sub('day', DATE '2016-01-31', ts), date_sub('week', DATE '2016-01-31', ts), date_sub('year', DATE '2014-02-28', ts) FROM (SELECT id, class AS name, seen + INTERVAL '37 minutes' * (id % 997)::INTEGER AS ts FROM star) s ORDER BY id;
SELECT id, CAST(time_bucket(INTERVAL '1 week', ts) AS VARCHAR), CAST(time_bucket(INTERVAL '5 months', ts) AS VARCHAR), CAST(time_bucket(INTERVAL '7 hours', ts, TIMESTAMP '2016-01-01 01:00:00') AS VARCHAR), CAST(time_bucket(INTERVAL '10 days', ts, INTERVAL '1 day') AS VARCHAR) FROM (SELECT id, class AS name, seen + INTERVAL '37 minutes' * (id % 997)::INTEGER AS ts FROM star) s ORDER BY id;
SELECT id, last_day(ts), dayname(ts), monthname(ts), yearweek(ts), epoch_ms(ts), epoch_us(ts) FROM (SELECT id, class AS name, seen + INTERVAL '37 minutes' * (id % 997)::INTEGER AS ts FROM star) s ORDER BY id;
SELECT CAST(min(ts - TIMESTAMP '2016-01-01') AS VARCHAR), CAST(max(ts - TIMESTAMP '2016-01-01') AS VARCHAR) FROM (SELECT id, class AS name, seen + INTERVAL '37 minutes' * (id % 997)::INTEGER AS ts FROM star) s;
SELECT count(*) FROM (SELECT id, class AS name, seen + INTERVAL '37 minutes' * (id % 997)::INTEGER AS ts FROM star) s WHERE ts - TIMESTAMP '2016-01-01' > INTERVAL '30 days';
SELECT id, extract(day FROM ts - TIMESTAMP '2016-01-01'), extract(hour FROM ts - TIMESTAMP '2016-01-01') FROM (SELECT id, class AS name, seen + INTERVAL '37 minutes' * (id % 997)::INTEGER AS ts FROM star) s ORDER BY id;
SELECT INTERVAL '1 month' = INTERVAL '30 days', INTERVAL '1 month' > INTERVAL '29 days 23 hours', INTERVAL '1 year' = INTERVAL '360 days';
SELECT CAST(t AS VARCHAR) FROM generate_series(TIMESTAMP '2016-01-31', TIMESTAMP '2016-12-31', INTERVAL '1 month') g(t);
SELECT CAST(t AS VARCHAR) FROM range(TIMESTAMP '2016-01-03', TIMESTAMP '2016-01-01', INTERVAL '-6 hours') g(t);
SELECT id FROM (SELECT id, class AS name, seen + INTERVAL '37 minutes' * (id % 997)::INTEGER AS ts FROM star) s WHERE name SIMILAR TO '(s|t)%_[a-e0-5]*' ORDER BY id;
