package org.almagest.jdbc;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// How much longer a statement may keep its caller waiting. Only time inside the driver counts:
/// starting the statement and waiting for its rows, not what the caller does between two rows.
final class TimeLimit {
    private final int seconds;
    private long nanosLeft;
    private volatile boolean expired;

    /// @param seconds 0 for no limit
    TimeLimit(int seconds) {
        this.seconds = seconds;
        this.nanosLeft = Duration.ofSeconds(seconds).toNanos();
    }

    /// Does the work; when the time is up before it ends, runs `cancel` on another thread.
    <T> T during(String sql, Runnable cancel, Supplier<T> work) throws SQLException {
        if (seconds == 0) {
            return translated(sql, work);
        }
        long start = System.nanoTime();
        Watched watched = new Watched(cancel);
        Thread watch = Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(Duration.ofNanos(Math.max(nanosLeft, 0)));
                watched.expire();
            } catch (InterruptedException finished) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return translated(sql, work);
        } finally {
            watched.end();
            watch.interrupt();
            nanosLeft -= System.nanoTime() - start;
        }
    }

    /// Work that has ended is not cancelled any more: something else may run by then.
    private final class Watched {
        private final Runnable cancel;
        private boolean ended;

        Watched(Runnable cancel) {
            this.cancel = cancel;
        }

        synchronized void expire() {
            if (!ended) {
                expired = true;
                cancel.run();
            }
        }

        synchronized void end() {
            ended = true;
        }
    }

    private <T> T translated(String sql, Supplier<T> work) throws SQLException {
        try {
            return work.get();
        } catch (AlmagestException failure) {
            if (expired && failure.state() == SqlState.QUERY_CANCELED) {
                throw new SQLTimeoutException(
                        "the statement took longer than its limit of " + seconds + " s",
                        SqlState.QUERY_CANCELED.code(),
                        failure);
            }
            throw Failures.of(failure, sql);
        } catch (RuntimeException failure) {
            throw Failures.of(failure, sql);
        }
    }
}
