package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.almagest.columnar.error.SqlState;
import org.junit.jupiter.api.Test;

/// Time limits at the edge of a statement, and numbers of rows beyond an int.
class TimeLimitTest {
    /// Work ends the moment its time is up, again and again: it is cancelled before it has ended, or not
    /// at all.
    @Test
    void neverCancelsWhatHasEnded() throws Exception {
        for (int i = 0; i < 3; i++) {
            AtomicBoolean running = new AtomicBoolean(true);
            AtomicBoolean late = new AtomicBoolean();
            long ends = System.nanoTime() + 1_000_000_000L;
            new TimeLimit(1).during("", () -> late.compareAndSet(false, !running.get()), () -> {
                while (System.nanoTime() < ends) {
                    Thread.onSpinWait();
                }
                return 1;
            });
            running.set(false);
            Thread.sleep(20);
            assertFalse(late.get());
        }
    }

    @Test
    void refusesRowNumbersBeyondAnInt() throws SQLException {
        assertEquals(Integer.MAX_VALUE, AlmagestResultSet.number(Integer.MAX_VALUE));
        SQLException beyond = assertThrows(SQLException.class, () -> AlmagestResultSet.number(1L << 31));
        assertEquals(SqlState.NUMERIC_OUT_OF_RANGE.code(), beyond.getSQLState());
    }
}
