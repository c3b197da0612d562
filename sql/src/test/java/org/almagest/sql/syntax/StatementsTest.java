package org.almagest.sql.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.almagest.sql.ast.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every clause once: the text, and the same statement as it is printed.
final class StatementsTest {
    private static final String QUERIES = """
            select 1 -> SELECT 1
            SELECT ra AS Right_Ascension, dec d FROM stars -> SELECT ra AS right_ascension, dec AS d FROM stars
            select *, t.*, s.t.* from s.t -> SELECT *, t.*, s.t.* FROM s.t
            select * exclude (a, b) replace (c + 1 as c) from t -> SELECT * EXCLUDE (a, b) REPLACE (c + 1 AS c) FROM t
            select * exclude a from t -> SELECT * EXCLUDE (a) FROM t
            select distinct a from t -> SELECT DISTINCT a FROM t
            select distinct on (a, b) c from t order by a -> SELECT DISTINCT ON (a, b) c FROM t ORDER BY a
            select all a from t -> SELECT a FROM t
            select a as select, b "From" from "Table" -> SELECT a AS select, b AS "From" FROM "Table"
            select size, zone, distance, name, type, value, date, time, year, unit, position, point, key, first from t -> SELECT size, zone, distance, name, type, value, date, time, year, unit, position, point, key, first FROM t
            select 1 from 'sky.fits' -> SELECT 1 FROM 'sky.fits'
            select 1 from 'sky.fits' as s (a, b) -> SELECT 1 FROM 'sky.fits' AS s (a, b)
            select 1 from read_fits('x.fits', hdu => 2) -> SELECT 1 FROM read_fits('x.fits', hdu => 2)
            select 1 from read_fits('x.fits', hdu = 2) r -> SELECT 1 FROM read_fits('x.fits', hdu => 2) AS r
            select 1 from read_csv('x', hdu := 2, b => [1]) -> SELECT 1 FROM read_csv('x', hdu => 2, b => [1])
            select 1 from unnest(a) with ordinality as u (x, i) -> SELECT 1 FROM unnest(a) WITH ORDINALITY AS u (x, i)
            select 1 from (select 2) as x (y), (values (1, 2)) v -> SELECT 1 FROM (SELECT 2) AS x (y), (VALUES (1, 2)) AS v
            select 1 from ((select 2) union (select 3)) x -> SELECT 1 FROM (SELECT 2 UNION SELECT 3) AS x
            select 1 from ((select 2)) x -> SELECT 1 FROM (SELECT 2) AS x
            select 1 from a, lateral (select a.x) b, lateral f(a.x) -> SELECT 1 FROM a, LATERAL (SELECT a.x) AS b, LATERAL f(a.x)
            select 1 from a join b on a.x = b.x -> SELECT 1 FROM a JOIN b ON a.x = b.x
            select 1 from a left outer join b using (x, y) right join c on true full join d on true -> SELECT 1 FROM a LEFT JOIN b USING (x, y) RIGHT JOIN c ON TRUE FULL JOIN d ON TRUE
            select 1 from a cross join b natural left join c natural join d -> SELECT 1 FROM a CROSS JOIN b NATURAL LEFT JOIN c NATURAL JOIN d
            select 1 from a asof join b on p asof left join c on q -> SELECT 1 FROM a ASOF JOIN b ON p ASOF LEFT JOIN c ON q
            select 1 from a semi join b on p left anti join c on q -> SELECT 1 FROM a SEMI JOIN b ON p ANTI JOIN c ON q
            select 1 from a semi, b anti -> SELECT 1 FROM a AS semi, b AS anti
            select 1 from a join b join c on p on q -> SELECT 1 FROM a JOIN (b JOIN c ON p) ON q
            select 1 from a join (b cross join c) on q -> SELECT 1 FROM a JOIN (b CROSS JOIN c) ON q
            select 1 from (a join b on p) -> SELECT 1 FROM a JOIN b ON p
            select 1 from t for system_time as of timestamp '2026-01-01' x -> SELECT 1 FROM t FOR SYSTEM_TIME AS OF TIMESTAMP '2026-01-01' AS x
            select a from t where b group by a, 2 having c -> SELECT a FROM t WHERE b GROUP BY a, 2 HAVING c
            select a from t group by all -> SELECT a FROM t GROUP BY ALL
            select a from t group by rollup (a, (b, c)), cube(d), grouping sets ((a, b), (), c, rollup(d)) -> SELECT a FROM t GROUP BY ROLLUP (a, (b, c)), CUBE (d), GROUPING SETS ((a, b), (), c, ROLLUP (d))
            select sum(a) over w from t window w as (partition by b), v as (w order by c) qualify x = 1 -> SELECT sum(a) OVER w FROM t WINDOW w AS (PARTITION BY b), v AS (w ORDER BY c) QUALIFY x = 1
            select a from t order by a asc, b desc nulls last, 3 nulls first -> SELECT a FROM t ORDER BY a, b DESC NULLS LAST, 3 NULLS FIRST
            select a from t limit 10 offset 5 -> SELECT a FROM t LIMIT 10 OFFSET 5
            select a from t offset 5 rows fetch next 10 rows only -> SELECT a FROM t LIMIT 10 OFFSET 5
            select a from t order by a fetch first row with ties -> SELECT a FROM t ORDER BY a FETCH FIRST 1 ROWS WITH TIES
            select a from t limit all -> SELECT a FROM t
            select top 5 a from t order by a -> SELECT a FROM t ORDER BY a LIMIT 5
            select distinct top 5 a from t -> SELECT DISTINCT a FROM t LIMIT 5
            select top, left(a, 2) from t -> SELECT top, left(a, 2) FROM t
            select top 5 a from t union select 2 -> (SELECT a FROM t LIMIT 5) UNION SELECT 2
            select 1 union all select 2 union all select 3 -> SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3
            select 1 union select 2 intersect select 3 except all select 4 -> (SELECT 1 UNION (SELECT 2 INTERSECT SELECT 3)) EXCEPT ALL SELECT 4
            (select 1 limit 1) union distinct (select 2) order by 1 -> (SELECT 1 LIMIT 1) UNION SELECT 2 ORDER BY 1
            ((select 1)) -> SELECT 1
            values (1, 'a'), (2, default) -> VALUES (1, 'a'), (2, DEFAULT)
            table s.t order by 1 -> SELECT * FROM s.t ORDER BY 1
            with a as (select 1), b (x) as materialized (select 2), c as not materialized (select 3) select * from a -> WITH a AS (SELECT 1), b (x) AS MATERIALIZED (SELECT 2), c AS NOT MATERIALIZED (SELECT 3) SELECT * FROM a
            with recursive r as (select 1 union all select n + 1 from r) select * from r -> WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT * FROM r
            select (select 1), exists (select 2), array(select 3) -> SELECT (SELECT 1), EXISTS (SELECT 2), ARRAY(SELECT 3)
            select ((select 1) + 2), ((select 1) union (select 2)), ((select 1)) -> SELECT (SELECT 1) + 2, (SELECT 1 UNION SELECT 2), (SELECT 1)
            select a in (select 1), a not in ((select 1) union select 2), a in ((select 1), 2), a in ((select 1)) -> SELECT a IN (SELECT 1), a NOT IN (SELECT 1 UNION SELECT 2), a IN ((SELECT 1), 2), a IN (SELECT 1)
            """;

    private static final String EXPRESSIONS = """
            select 1, 12345678901234567890123, 1.50, .5, 5., 1e5, 1.5E-3, 0xFF, 1_000, 0b101, 0o17 -> SELECT 1, 12345678901234567890123, 1.50, 0.5, 5., 100000.0E0, 0.0015E0, 255, 1000, 5, 15
            select 'it''s', E'a\\tb\\'\\x41\\u00e9\\101', $$a'b$$, $q$a$$b$q$, x'caFE' -> SELECT 'it''s', 'a\tb''A\u00e9A', 'a''b', 'a$$b', X'CAFE'
            select true, false, null -> SELECT TRUE, FALSE, NULL
            select date '2016-01-01', time '12:00', timestamp '2016-01-01 00:00', timestamp with time zone 'x', timestamptz 'y', double precision '1.5' -> SELECT DATE '2016-01-01', TIME '12:00', TIMESTAMP '2016-01-01 00:00', TIMESTAMPTZ 'x', TIMESTAMPTZ 'y', DOUBLE '1.5'
            select interval '1 day', interval '3' months, interval '1-2' year to month, interval 30 days, interval (a + 1) hour -> SELECT INTERVAL '1 day', INTERVAL '3' MONTH, INTERVAL '1-2' YEAR TO MONTH, INTERVAL '30' DAY, (a + 1) * INTERVAL '1' HOUR
            select [1, 2], array[3], [], array[[1], [2]] -> SELECT [1, 2], [3], [], [[1], [2]]
            select a[1], a[1:2], a[:2], a[1:], a[1][2] -> SELECT a[1], a[1 : 2], a[ : 2], a[1 : ], a[1][2]
            select ?, ? + 1 -> SELECT $1, $2 + 1
            select $2, $1 -> SELECT $2, $1
            select (1, 2), row(1), row() -> SELECT (1, 2), ROW(1), ROW()
            select a is true, a is not false, a is unknown, a is not null, a is not distinct from b -> SELECT a IS TRUE, a IS NOT FALSE, a IS UNKNOWN, a IS NOT NULL, a IS NOT DISTINCT FROM b
            select a between symmetric 1 and 2, a not between 1 and 2 -> SELECT a BETWEEN SYMMETRIC 1 AND 2, a NOT BETWEEN 1 AND 2
            select a like 'x' escape '!', a not ilike 'y', a similar to 'z', a ~ 'r', a !~* 's', a !~ 't', a ~* 'u' -> SELECT a LIKE 'x' ESCAPE '!', a NOT ILIKE 'y', a SIMILAR TO 'z', a ~ 'r', a !~* 's', a !~ 't', a ~* 'u'
            select case a when 1 then 'x' else 'y' end, case when a then 1 when b then 2 end -> SELECT CASE a WHEN 1 THEN 'x' ELSE 'y' END, CASE WHEN a THEN 1 WHEN b THEN 2 END
            select cast(a as decimal(10, 2)), try_cast(a as varchar(20)), a::double precision::real[3], a::int array, a::character varying -> SELECT CAST(a AS DECIMAL(10, 2)), TRY_CAST(a AS VARCHAR(20)), CAST(CAST(a AS DOUBLE) AS REAL[3]), CAST(a AS INT[]), CAST(a AS VARCHAR)
            select cast(a as timestamp(3) without time zone), cast(a as time with time zone), cast(a as "MyType") -> SELECT CAST(a AS TIMESTAMP(3)), CAST(a AS TIMETZ), CAST(a AS "MyType")
            select extract(year from t), extract('epoch' from t), t at time zone 'utc' -> SELECT date_part('year', t), date_part('epoch', t), timezone('utc', t)
            select substring(a from 2 for 3), substring(a from 2), substring(a for 3), substring(a, 2, 3) -> SELECT substring(a, 2, 3), substring(a, 2), substring(a, 1, 3), substring(a, 2, 3)
            select position('a' in b), position(a, b), trim(a), trim(both 'x' from a), trim(leading from a), trim(trailing 'x' from a), trim('x' from a), trim(a, 'x') -> SELECT strpos(b, 'a'), position(a, b), trim(a), trim(a, 'x'), ltrim(a), rtrim(a, 'x'), trim(a, 'x'), trim(a, 'x')
            select overlay(a placing b from 1 for 2), overlay(a, b, 1) -> SELECT overlay(a, b, 1, 2), overlay(a, b, 1)
            select count(*), count(distinct a), string_agg(a, ',' order by b desc), now() -> SELECT count(*), count(DISTINCT a), string_agg(a, ',' ORDER BY b DESC), now()
            select sum(a) filter (where b), percentile_cont(0.5) within group (order by a), lag(a) ignore nulls over (), last_value(a respect nulls) over () -> SELECT sum(a) FILTER (WHERE b), percentile_cont(0.5) WITHIN GROUP (ORDER BY a), lag(a) IGNORE NULLS OVER (), last_value(a) RESPECT NULLS OVER ()
            select sum(a) over (partition by b, c order by d rows between 1 preceding and unbounded following exclude ties) -> SELECT sum(a) OVER (PARTITION BY b, c ORDER BY d ROWS BETWEEN 1 PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE TIES)
            select sum(a) over (w range interval '1' day preceding), sum(a) over (groups current row exclude current row) -> SELECT sum(a) OVER (w RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW), sum(a) OVER (GROUPS BETWEEN CURRENT ROW AND CURRENT ROW EXCLUDE CURRENT ROW)
            select sum(a) over (rows unbounded preceding exclude no others) filter -> SELECT sum(a) OVER (ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS filter
            select a = any (select 1), a <> all ([1, 2]), a < some (b) -> SELECT a = ANY (SELECT 1), a <> ALL ([1, 2]), a < ANY (b)
            select current_date, current_timestamp(3), localtime, current_user -> SELECT current_date(), current_timestamp(3), localtime(), current_user()
            select 1=contains(point('ICRS', ra, dec), circle('ICRS', 1, 2, 3)) -> SELECT 1 = contains(point('ICRS', ra, dec), circle('ICRS', 1, 2, 3))
            select count(*) over from t -> SELECT count(*) AS over FROM t
            select "a ""b", \u00e9toile, \u661f from t -> SELECT "a ""b", \u00e9toile, \u661f FROM t
            select -(-1), - -1, a - -1, a-1, 1-a.b, not (a or b), (a = b) = c -> SELECT - -1, - -1, a - -1, a - 1, 1 - a.b, NOT (a OR b), (a = b) = c
            """;

    private static final String OTHERS = """
            create table t (a int, b double precision not null default 1.5 check (b > 0) unit 'mag' ucd 'phot.mag' comment 'it''s' compression 'archive', primary key (a), constraint c unique (a, b), check (a < b)) -> CREATE TABLE t (a INT, b DOUBLE NOT NULL DEFAULT 1.5 CHECK (b > 0) UNIT 'mag' UCD 'phot.mag' COMMENT 'it''s' COMPRESSION 'archive', PRIMARY KEY (a), CONSTRAINT c UNIQUE (a, b), CHECK (a < b))
            create or replace temp table if not exists s.t (a int primary key unique null) cluster by (a) with (x = 1, y) -> CREATE OR REPLACE TEMP TABLE IF NOT EXISTS s.t (a INT PRIMARY KEY UNIQUE) CLUSTER BY (a) WITH (x 1, y)
            create table t cluster by sky(ra, dec) as select * from s -> CREATE TABLE t CLUSTER BY SKY(ra, dec) AS SELECT * FROM s
            create table t (a, b) as select * from s with no data cluster by a, b -> CREATE TABLE t (a, b) CLUSTER BY (a, b) AS SELECT * FROM s WITH NO DATA
            create table t as select a from s cluster by sky(ra, dec) -> CREATE TABLE t CLUSTER BY SKY(ra, dec) AS SELECT a FROM s
            create table t ("check" int, check int, key int, unit real unit 'deg') -> CREATE TABLE t ("check" INT, check INT, key INT, unit REAL UNIT 'deg')
            create or replace view v (a) as select 1 -> CREATE OR REPLACE VIEW v (a) AS SELECT 1
            create schema if not exists s -> CREATE SCHEMA IF NOT EXISTS s
            create unique index i on t using hash (a, lower(b)) -> CREATE UNIQUE INDEX i ON t USING hash (a, lower(b))
            create index on t (a desc, b) -> CREATE INDEX ON t (a DESC, b)
            select all - 94 as col0, - + 77 * - count( all + 38 ), not ( null ) is not null from tab0 as cor0 cross join tab1 cor1 where not null between - 1 and null -> SELECT -94 AS col0, - +77 * -count(+38), NOT NULL IS NOT NULL FROM tab0 AS cor0 CROSS JOIN tab1 AS cor1 WHERE NOT NULL BETWEEN -1 AND NULL
            drop table if exists a, s.b cascade -> DROP TABLE IF EXISTS a, s.b CASCADE
            drop view v restrict -> DROP VIEW v
            alter table t add column if not exists a int unit 'pc', drop b, rename c to d -> ALTER TABLE t ADD COLUMN IF NOT EXISTS a INT UNIT 'pc', DROP COLUMN b, RENAME COLUMN c TO d
            alter table if exists t rename to u -> ALTER TABLE IF EXISTS t RENAME TO u
            alter table t alter column a set data type bigint using a + 1, alter b set default 1, alter b drop default, alter b set not null, alter b drop not null, alter b set unit 'mag', alter b drop comment, add unique (a) -> ALTER TABLE t ALTER COLUMN a TYPE BIGINT USING a + 1, ALTER COLUMN b SET DEFAULT 1, ALTER COLUMN b DROP DEFAULT, ALTER COLUMN b SET NOT NULL, ALTER COLUMN b DROP NOT NULL, ALTER COLUMN b SET UNIT 'mag', ALTER COLUMN b DROP COMMENT, ADD UNIQUE (a)
            comment on column t.a is 'x' -> COMMENT ON COLUMN t.a IS 'x'
            comment on table t is null -> COMMENT ON TABLE t IS NULL
            insert into t values (1, default), (2, 'x') returning * -> INSERT INTO t VALUES (1, DEFAULT), (2, 'x') RETURNING *
            insert into s.t (a, b) select 1, 2 -> INSERT INTO s.t (a, b) SELECT 1, 2
            insert into t (select 1) -> INSERT INTO t SELECT 1
            insert into t default values -> INSERT INTO t DEFAULT VALUES
            insert into t with c as (select 1) select * from c -> INSERT INTO t WITH c AS (SELECT 1) SELECT * FROM c
            update t set a = 1, b = default from u where t.x = u.x returning a -> UPDATE t SET a = 1, b = DEFAULT FROM u WHERE t.x = u.x RETURNING a
            update t x set a = 1 -> UPDATE t AS x SET a = 1
            delete from t x using u where a -> DELETE FROM t AS x USING u WHERE a
            copy t (a, b) from 'x.csv' (format csv, header, delimiter ';', null 'NA', columns (a, b)) -> COPY t (a, b) FROM 'x.csv' (format 'csv', header, delimiter ';', null 'NA', columns (a, b))
            copy t to 'x.parquet' with (format parquet, header true) -> COPY (SELECT * FROM t) TO 'x.parquet' (format 'parquet', header TRUE)
            copy (select 1) to 'x' -> COPY (SELECT 1) TO 'x'
            explain select 1 -> EXPLAIN SELECT 1
            explain analyze select 1 -> EXPLAIN ANALYZE SELECT 1
            explain (analyze, format json) (select 1) -> EXPLAIN ANALYZE (format 'json') SELECT 1
            explain (select 1) -> EXPLAIN SELECT 1
            explain (analyze false) delete from t -> EXPLAIN DELETE FROM t
            describe t -> DESCRIBE TABLE t
            desc 'x.fits' -> DESCRIBE TABLE 'x.fits'
            describe select 1 -> DESCRIBE SELECT 1
            show tables -> SHOW TABLES
            show tables from s like 'a%' -> SHOW TABLES FROM s LIKE 'a%'
            show all -> SHOW ALL
            show stats for t -> SHOW STATS FOR t
            show stats t -> SHOW STATS FOR t
            show columns from t -> DESCRIBE TABLE t
            show memory_limit -> SHOW memory_limit
            set memory_limit = '2GB' -> SET memory_limit = '2GB'
            set local threads to 4 -> SET LOCAL threads = 4
            set dialect = adql -> SET dialect = 'adql'
            set x to on -> SET x = 'on'
            set x = default -> SET x = DEFAULT
            set search_path = a, "B" -> SET search_path = 'a', "B"
            set x = (b) -> SET x = 'b'
            copy t from 'x' (columns (b), n 1) -> COPY t FROM 'x' (columns ROW(b), n 1)
            set time zone 'UTC' -> SET timezone = 'UTC'
            set session x = -1 -> SET x = -1
            reset all -> RESET ALL
            reset x.y -> RESET x.y
            begin transaction isolation level serializable, read only -> BEGIN ISOLATION LEVEL SERIALIZABLE READ ONLY
            start transaction read write -> BEGIN
            begin isolation level repeatable read -> BEGIN ISOLATION LEVEL REPEATABLE READ
            commit work -> COMMIT
            end -> COMMIT
            rollback -> ROLLBACK
            rollback transaction to savepoint a -> ROLLBACK TO SAVEPOINT a
            savepoint a -> SAVEPOINT a
            release a -> RELEASE SAVEPOINT a
            prepare p as select ? -> PREPARE p AS SELECT $1
            execute p (1, 'a') -> EXECUTE p (1, 'a')
            deallocate prepare p -> DEALLOCATE p
            deallocate all -> DEALLOCATE ALL
            analyze -> ANALYZE
            analyze t (a, b) -> ANALYZE t (a, b)
            vacuum s.t -> VACUUM s.t
            check database -> CHECK DATABASE
            check table t -> CHECK TABLE t
            checkpoint -> CHECKPOINT
            /* a /* nested */ comment */ select 1 -- the end -> SELECT 1
            """;

    static Stream<String> cases() {
        return (QUERIES + EXPRESSIONS + OTHERS).lines();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void readsAndPrints(String line) {
        int arrow = line.indexOf(" -> ");
        String text = line.substring(0, arrow);
        Statement statement = Parser.parseStatement(text);
        String printed = SqlText.of(statement);
        assertEquals(line.substring(arrow + 4), printed);
        assertEquals(statement, Parser.parseStatement(printed));
    }
}
