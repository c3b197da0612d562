package org.almagest.sql.random;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.sql.DuckDb;
import org.almagest.sql.Reduction;
import org.almagest.sql.Rows;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;

/// DuckDB, and two engines with the same tables: one at one thread with its rows in the delta, one at
/// four threads with its rows in segments, both in all settings.
///
/// Where an answer differs, DuckDB is asked again without its optimizer: where that gives our answer,
/// DuckDB contradicts itself.
final class Oracle implements AutoCloseable {
    private static final String OUT_OF_MEMORY = "53200";
    private static final String TIMED_OUT = "57014";

    /// What DuckDB answers within this may take as long in all settings of ours before it is an error.
    private static final int SECONDS_OF_DUCKDB = 2;

    private static final String TIMEOUT = "SET statement_timeout = 60000";
    private static final int MOST_ROWS = 1_000_000;

    /// @param answered       queries that DuckDB has answered
    /// @param contradictions those of them that it answers in two ways
    record Counts(int answered, int contradictions, long nanosOfDuckDb) {
        Counts plus(Counts other) {
            return new Counts(
                    answered + other.answered,
                    contradictions + other.contradictions,
                    nanosOfDuckDb + other.nanosOfDuckDb);
        }
    }

    private final DuckDb duckDb = new DuckDb();
    private final Engine one = engine(1);
    private final Engine four = engine(4);
    private final List<Setting> ofOne = Setting.of(one, "one thread");
    private final List<Setting> ofFour = Setting.of(four, "four threads");
    private int answered;
    private int contradictions;
    private long nanosOfDuckDb;

    Oracle() throws SQLException {
        duckDb.execute("SET threads = 1");
        // Some queries pair a common table with itself, again and again.
        duckDb.limit(SECONDS_OF_DUCKDB, "1GB", MOST_ROWS);
        for (List<Setting> settings : List.of(ofOne, ofFour)) {
            settings.forEach(setting -> Rows.of(setting.session(), TIMEOUT));
        }
    }

    private static Engine engine(int threads) {
        return Engine.open(EngineOptions.inMemory().withMemoryBytes(512 << 20).withThreads(threads));
    }

    /// Makes the tables of a source in all engines.
    void load(QuerySource source) throws SQLException {
        for (String statement : source.statements()) {
            duckDb.execute(statement);
            Rows.of(ofOne.getFirst().session(), statement);
            Rows.of(ofFour.getFirst().session(), statement);
        }
        for (String table : source.tables()) {
            for (String statement : List.of(
                    "CREATE OR REPLACE TABLE stored AS SELECT * FROM " + table,
                    "CREATE OR REPLACE TABLE " + table + " AS SELECT * FROM stored")) {
                Rows.of(ofFour.getFirst().session(), statement);
            }
        }
    }

    /// Runs a query everywhere, in the plain settings and in one of the others, by `number`; answers
    /// what is wrong. What DuckDB refuses is not compared.
    Optional<String> difference(String sql, int number) {
        List<List<Object>> expected;
        long begin = System.nanoTime();
        try {
            expected = Rows.sorted(duckDb.rows(sql));
        } catch (SQLException refused) {
            return Optional.empty();
        }
        answered++;
        nanosOfDuckDb += System.nanoTime() - begin;
        List<Setting> others = number % 2 == 0 ? ofOne : ofFour;
        Setting other = others.get(1 + number / 2 % (others.size() - 1));
        for (Setting setting : List.of(ofOne.getFirst(), ofFour.getFirst(), other)) {
            Optional<String> wrong = wrong(sql, expected, setting);
            if (wrong.isPresent()) {
                if (wrong(sql, plainAnswer(sql), setting).isEmpty()) {
                    contradictions++;
                    return Optional.empty();
                }
                return Optional.of(report(sql, setting, wrong.get()));
            }
        }
        return Optional.empty();
    }

    private List<List<Object>> plainAnswer(String sql) {
        try {
            return Rows.sorted(duckDb.rowsOfPlainPlan(sql));
        } catch (SQLException refused) {
            return List.of(List.of(refused));
        }
    }

    private static Optional<String> wrong(String sql, List<List<Object>> expected, Setting setting) {
        try {
            List<List<Object>> actual = Rows.sorted(Rows.of(setting.session(), sql));
            return Rows.same(expected, actual)
                    ? Optional.empty()
                    : Optional.of("expected " + few(expected) + "\nbut was  " + few(actual));
        } catch (AlmagestException refused) {
            boolean may = setting.mayRefuse() && refused.state().code().equals(OUT_OF_MEMORY);
            return may
                    ? Optional.empty()
                    : Optional.of("was refused: " + refused.state().code() + " " + refused);
        } catch (RuntimeException | AssertionError failed) {
            return Optional.of("failed: " + failed + "\n  at "
                    + String.join(
                            "\n  at ",
                            List.of(failed.getStackTrace()).stream()
                                    .limit(12)
                                    .map(Object::toString)
                                    .toList()));
        }
    }

    private static String few(List<List<Object>> rows) {
        return rows.size() + " rows " + rows.subList(0, Math.min(30, rows.size()));
    }

    /// Answers the smallest form of the query that is wrong in the same manner; one that does not end is
    /// left as it is.
    private String report(String sql, Setting setting, String wrong) {
        if (wrong.contains(TIMED_OUT)) {
            return setting.name() + "\n" + sql + "\n" + wrong;
        }
        String manner = manner(wrong);
        String small = Reduction.of(sql, shorter -> {
            try {
                List<List<Object>> expected = Rows.sorted(duckDb.rows(shorter));
                return wrong(shorter, expected, setting)
                                .filter(still -> manner(still).equals(manner))
                                .isPresent()
                        && wrong(shorter, plainAnswer(shorter), setting).isPresent();
            } catch (SQLException refused) {
                return false;
            }
        });
        String ofSmall = wrong(small, plainAnswer(small), setting).orElse(wrong);
        return setting.name() + "\n" + sql + "\n" + wrong + "\nreduced\n" + small + "\n" + ofSmall;
    }

    private static String manner(String wrong) {
        return wrong.startsWith("expected")
                ? "expected"
                : wrong.lines().findFirst().orElse("");
    }

    Counts counts() {
        return new Counts(answered, contradictions, nanosOfDuckDb);
    }

    @Override
    public void close() throws SQLException {
        duckDb.close();
        one.close();
        four.close();
    }
}
