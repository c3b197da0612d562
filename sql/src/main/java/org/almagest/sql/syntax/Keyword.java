package org.almagest.sql.syntax;

import java.util.Arrays;
import java.util.Locale;

/// The words that the grammar knows. A reserved one is never a name unless it is quoted, follows
/// `AS`, or follows a dot; every other one is a name wherever the grammar does not expect it as a
/// keyword. The reserved words are those without which a statement would read two ways.
enum Keyword {
    /// Stands for any word that is not a keyword.
    NONE(false),

    ALL(true),
    AND(true),
    ANY(true),
    AS(true),
    ASC(true),
    BETWEEN(true),
    CASE(true),
    CROSS(true),
    DEFAULT(true),
    DESC(true),
    DISTINCT(true),
    ELSE(true),
    END(true),
    EXCEPT(true),
    FALSE(true),
    FETCH(true),
    FOR(true),
    FROM(true),
    FULL(true),
    GROUP(true),
    HAVING(true),
    ILIKE(true),
    IN(true),
    INNER(true),
    INTERSECT(true),
    INTO(true),
    IS(true),
    ISNULL(true),
    JOIN(true),
    LATERAL(true),
    LEFT(true),
    LIKE(true),
    LIMIT(true),
    NATURAL(true),
    NOT(true),
    NOTNULL(true),
    NULL(true),
    OFFSET(true),
    ON(true),
    OR(true),
    ORDER(true),
    OUTER(true),
    QUALIFY(true),
    RETURNING(true),
    RIGHT(true),
    SELECT(true),
    SIMILAR(true),
    SOME(true),
    TABLE(true),
    THEN(true),
    TRUE(true),
    UNION(true),
    USING(true),
    WHEN(true),
    WHERE(true),
    WINDOW(true),
    WITH(true),

    ADD(false),
    ALTER(false),
    ANALYZE(false),
    ANTI(false),
    ARRAY(false),
    ASOF(false),
    ASYMMETRIC(false),
    AT(false),
    BEGIN(false),
    BERNOULLI(false),
    BOTH(false),
    BY(false),
    CASCADE(false),
    CAST(false),
    CHARACTER(false),
    CHECK(false),
    CHECKPOINT(false),
    CLUSTER(false),
    COLLATE(false),
    COLUMN(false),
    COLUMNS(false),
    COMMENT(false),
    COMMIT(false),
    COMMITTED(false),
    COMPRESSION(false),
    CONSTRAINT(false),
    COPY(false),
    CREATE(false),
    CUBE(false),
    CURRENT(false),
    CURRENT_CATALOG(false),
    CURRENT_DATE(false),
    CURRENT_ROLE(false),
    CURRENT_SCHEMA(false),
    CURRENT_TIME(false),
    CURRENT_TIMESTAMP(false),
    CURRENT_USER(false),
    DATA(false),
    DATABASE(false),
    DATE(false),
    DAY(false),
    DAYS(false),
    DEALLOCATE(false),
    DELETE(false),
    DESCRIBE(false),
    DO(false),
    DOUBLE(false),
    DROP(false),
    ESCAPE(false),
    EXCLUDE(false),
    EXECUTE(false),
    EXISTS(false),
    EXPLAIN(false),
    EXTRACT(false),
    FILTER(false),
    FIRST(false),
    FOLLOWING(false),
    FUNCTIONS(false),
    GLOBAL(false),
    GROUPING(false),
    GROUPS(false),
    HOUR(false),
    HOURS(false),
    IF(false),
    IGNORE(false),
    INDEX(false),
    INSERT(false),
    INTERVAL(false),
    ISOLATION(false),
    KEY(false),
    LAST(false),
    LEADING(false),
    LEVEL(false),
    LOCAL(false),
    LOCALTIME(false),
    LOCALTIMESTAMP(false),
    MATCHED(false),
    MATERIALIZED(false),
    MERGE(false),
    MICROSECOND(false),
    MICROSECONDS(false),
    MILLISECOND(false),
    MILLISECONDS(false),
    MINUTE(false),
    MINUTES(false),
    MONTH(false),
    MONTHS(false),
    NEXT(false),
    NO(false),
    NOTHING(false),
    NULLS(false),
    OF(false),
    ONLY(false),
    ORDINALITY(false),
    OTHERS(false),
    OVER(false),
    OVERLAY(false),
    PARTITION(false),
    PLACING(false),
    POSITION(false),
    PRECEDING(false),
    PRECISION(false),
    PREPARE(false),
    PRIMARY(false),
    QUARTER(false),
    QUARTERS(false),
    RANGE(false),
    READ(false),
    RECURSIVE(false),
    RELEASE(false),
    RENAME(false),
    REPEATABLE(false),
    REPLACE(false),
    RESET(false),
    RESPECT(false),
    RESTRICT(false),
    ROLLBACK(false),
    ROLLUP(false),
    ROW(false),
    ROWS(false),
    SAVEPOINT(false),
    SCHEMA(false),
    SCHEMAS(false),
    SECOND(false),
    SECONDS(false),
    SEMI(false),
    SERIALIZABLE(false),
    SESSION(false),
    SESSION_USER(false),
    SET(false),
    SETS(false),
    SHOW(false),
    SKY(false),
    SNAPSHOT(false),
    SOURCE(false),
    START(false),
    STATISTICS(false),
    STATS(false),
    SUBSTRING(false),
    SUMMARIZE(false),
    SYMMETRIC(false),
    SYSTEM(false),
    SYSTEM_TIME(false),
    TABLES(false),
    TABLESAMPLE(false),
    TARGET(false),
    TEMP(false),
    TEMPORARY(false),
    TIES(false),
    TIME(false),
    TIMESTAMP(false),
    TO(false),
    TOP(false),
    TRAILING(false),
    TRANSACTION(false),
    TRIM(false),
    TRUNCATE(false),
    TRY_CAST(false),
    TYPE(false),
    UCD(false),
    UNBOUNDED(false),
    UNIQUE(false),
    UNIT(false),
    UNKNOWN(false),
    UPDATE(false),
    USER(false),
    VACUUM(false),
    VALUES(false),
    VARYING(false),
    VERBOSE(false),
    VIEW(false),
    VIEWS(false),
    WEEK(false),
    WEEKS(false),
    WITHIN(false),
    WITHOUT(false),
    WORK(false),
    WRITE(false),
    YEAR(false),
    YEARS(false),
    ZONE(false);

    private static final int SLOTS = 1024;
    private static final Keyword[] TABLE_BY_HASH = index();

    private final boolean reserved;
    private final String lower = name().toLowerCase(Locale.ROOT);

    Keyword(boolean reserved) {
        this.reserved = reserved;
    }

    boolean reserved() {
        return reserved;
    }

    /// The keyword in lower case.
    String lower() {
        return lower;
    }

    /// Finds the keyword that stands in `text[start, end)`, in any case; [#NONE] when there is
    /// none. `hash` is [#hashStep] over its characters.
    static Keyword at(String text, int start, int end, int hash) {
        int slot = hash & (SLOTS - 1);
        for (Keyword word = TABLE_BY_HASH[slot]; word != NONE; word = TABLE_BY_HASH[slot]) {
            if (word.lower.length() == end - start && text.regionMatches(true, start, word.lower, 0, end - start)) {
                return word;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return NONE;
    }

    /// Finds the keyword that `word` is, in any case.
    static Keyword of(String word) {
        int hash = 0;
        for (int i = 0; i < word.length(); i++) {
            hash = hashStep(hash, word.charAt(i));
        }
        return at(word, 0, word.length(), hash);
    }

    /// Adds one character to the hash; upper and lower case of ASCII letters hash alike.
    static int hashStep(int hash, char character) {
        return hash * 31 + (character | 0x20);
    }

    private static Keyword[] index() {
        var table = new Keyword[SLOTS];
        Arrays.fill(table, NONE);
        for (Keyword word : values()) {
            if (word == NONE) {
                continue;
            }
            int hash = 0;
            for (int i = 0; i < word.lower.length(); i++) {
                hash = hashStep(hash, word.lower.charAt(i));
            }
            int slot = hash & (SLOTS - 1);
            while (table[slot] != NONE) {
                slot = (slot + 1) & (SLOTS - 1);
            }
            table[slot] = word;
        }
        return table;
    }
}
