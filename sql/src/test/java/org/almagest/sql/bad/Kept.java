package org.almagest.sql.bad;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;

/// The content of a database that must outlast what goes wrong: a table of segments and inserted
/// rows.
final class Kept {
    private static final int ROWS = 3_000;
    private static final String SUMS = "SELECT count(*) || ' ' || sum(id) || ' ' || count(name) FROM kept";
    private static final String EXPECTED =
            (ROWS + 2) + " " + ((long) ROWS * (ROWS - 1) / 2 + 200_001) + " " + (ROWS + 1);

    private Kept() {}

    /// Makes the table.
    static void make(Session session) {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < ROWS; i++) {
            rows.append(i == 0 ? "" : ", ")
                    .append("(")
                    .append(i)
                    .append(", 'star ")
                    .append(i % 97)
                    .append("')");
        }
        run(session, "CREATE TABLE source (id BIGINT, name VARCHAR)");
        run(session, "INSERT INTO source VALUES " + rows);
        run(session, "CREATE TABLE kept AS SELECT * FROM source");
        run(session, "DROP TABLE source");
        run(session, "INSERT INTO kept VALUES (100000, 'Mira'), (100001, NULL)");
        check(session);
    }

    /// Fails unless the table is there as it was made, and no other.
    static void check(Session session) {
        assertEquals("kept", first(session, "SHOW TABLES"));
        assertEquals(1, rows(session, "SHOW TABLES"));
        assertEquals(EXPECTED, first(session, SUMS));
    }

    /// Runs a statement to its end.
    static void run(Session session, String sql) {
        rows(session, sql);
    }

    /// Reads all rows and answers how many there are.
    static long rows(Session session, String sql) {
        try (Result result = session.execute(sql)) {
            if (!(result instanceof Result.Rows rows)) {
                return 0;
            }
            Batch batch = new Batch(rows.columns().size());
            long count = 0;
            while (rows.stream().next(batch)) {
                count += batch.size();
            }
            return count;
        }
    }

    /// Answers the first text of the first row.
    static String first(Session session, String sql) {
        try (Result.Rows rows = (Result.Rows) session.execute(sql)) {
            Batch batch = new Batch(rows.columns().size());
            rows.stream().next(batch);
            return Cells.get(batch.column(0), batch.row(0)) instanceof org.almagest.columnar.type.Value.OfText(var text)
                    ? text
                    : "no text";
        }
    }

    /// Answers what some work failed with.
    static Throwable failure(String what, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error failure) {
            return failure;
        }
        throw new AssertionError(what + " did not fail");
    }
}
