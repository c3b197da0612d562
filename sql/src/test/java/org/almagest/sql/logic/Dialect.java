package org.almagest.sql.logic;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// Where Almagest answers otherwise than the corpus, whose answers are SQLite's, and why that is
/// right in PostgreSQL's dialect.
///
/// The corpus marks some records that PostgreSQL does not pass, with one reason each; others with the
/// same differences are not marked.
enum Dialect {
    /// A division by zero is an error; in SQLite it is NULL.
    DIVISION_BY_ZERO,
    /// A column that is not grouped is an error; SQLite takes the value of some row.
    STRICT_GROUPING,
    /// Arithmetic of INTEGER that leaves 64 bits is an error; SQLite goes on with floats.
    OVERFLOW,
    /// A sign before a text is an error; SQLite makes a number of it.
    TEXT_SIGNS,
    /// Types are known before values: a CASE with a float in one branch is a float, and a cast of it
    /// rounds. SQLite goes by the value of the branch taken, and truncates. It is checked: the query
    /// with these conversions written out must give the expected answer.
    STATIC_TYPES,
    /// A table is made without its primary key, which nothing in the corpus breaks and each INSERT would look into.
    KEYS;

    /// Why PostgreSQL passes a record over although Almagest need not.
    private static final String ONLY_POSTGRESQL = "PostgreSQL requires AS when renaming output columns";

    private static final int MOST_AVERAGES = 6;

    /// Answers a statement without the key that it declares; the same where it declares none.
    static String withoutKey(String sql) {
        return sql.startsWith("CREATE TABLE") ? sql.replace(" PRIMARY KEY", "") : sql;
    }

    static boolean runsAnyway(String skippedBecause) {
        return skippedBecause.equals(ONLY_POSTGRESQL);
    }

    /// Answers which difference of dialect an error is, as a list of one or none.
    static List<Dialect> of(AlmagestException error, LogicRecord.Query query) {
        if (error.state() == SqlState.DIVISION_BY_ZERO && query.sql().contains("/")) {
            return List.of(DIVISION_BY_ZERO);
        }
        if (error.state() == SqlState.GROUPING_ERROR
                && query.sql().contains("GROUP BY")
                && runsAnyway(query.skippedBecause())) {
            return List.of(STRICT_GROUPING);
        }
        if (error.state() == SqlState.UNDEFINED_FUNCTION
                && error.getMessage().startsWith("there is no operator + for VARCHAR")) {
            return List.of(TEXT_SIGNS);
        }
        return error.state() == SqlState.NUMERIC_OUT_OF_RANGE ? List.of(OVERFLOW) : List.of();
    }

    /// Answers a query in other words: some averages, and arguments of casts to integers, truncated.
    static Set<String> withConversionsOfSqlite(String sql) {
        Set<String> variants = new LinkedHashSet<>();
        int averages = places(sql, "AVG (").size();
        if (averages == 0 || averages > MOST_AVERAGES) {
            return variants;
        }
        for (int chosen = 0; chosen < 1 << averages; chosen++) {
            String variant = wrap(sql, "AVG (", chosen, "CAST ( ", " AS BIGINT )");
            variants.add(variant);
            variants.add(wrapArguments(variant));
        }
        variants.remove(sql);
        return variants;
    }

    private static List<Integer> places(String sql, String call) {
        List<Integer> places = new ArrayList<>();
        for (int at = sql.indexOf(call); at >= 0; at = sql.indexOf(call, at + 1)) {
            places.add(at);
        }
        return places;
    }

    /// Puts texts around the calls whose bits are set, from the last one to the first.
    private static String wrap(String sql, String call, int chosen, String before, String after) {
        String result = sql;
        List<Integer> places = places(sql, call);
        for (int i = places.size() - 1; i >= 0; i--) {
            if ((chosen >> i & 1) != 0) {
                int begin = places.get(i);
                int end = closing(result, begin + call.length()) + 1;
                result = result.substring(0, begin)
                        + before
                        + result.substring(begin, end)
                        + after
                        + result.substring(end);
            }
        }
        return result;
    }

    /// Makes `CAST ( x AS INTEGER )` of `CAST ( TRUNC ( CAST ( x AS DOUBLE ) ) AS INTEGER )`.
    private static String wrapArguments(String sql) {
        String result = sql;
        List<Integer> places = places(sql, "CAST (");
        for (int i = places.size() - 1; i >= 0; i--) {
            int begin = places.get(i) + "CAST (".length();
            int end = closing(result, begin);
            String inside = result.substring(begin, end);
            if (inside.endsWith(" AS INTEGER ")) {
                String argument = inside.substring(0, inside.length() - " AS INTEGER ".length());
                result = result.substring(0, begin) + " TRUNC ( CAST ( " + argument + " AS DOUBLE ) ) AS INTEGER "
                        + result.substring(end);
            }
        }
        return result;
    }

    /// Answers where the parenthesis closes that is open at a place.
    private static int closing(String sql, int from) {
        int depth = 1;
        int at = from;
        while (true) {
            depth += sql.charAt(at) == '(' ? 1 : sql.charAt(at) == ')' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
            at++;
        }
    }
}
