package org.almagest.bench.lookup;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.expression.Expression;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;
import org.almagest.sql.syntax.Parser;

/// Looks single rows up by a column and prints how long that takes.
final class LookupRun {
    /// Tells what a slow lookup itself did from what others on the machine made it wait for.
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Session session;
    private final String column;
    private final long[] values;

    LookupRun(Session session, String column, long[] values) {
        this.session = session;
        this.column = column;
        this.values = values;
    }

    /// Runs so many lookups to warm up, then as many that are timed, of each kind.
    void run(int lookups) {
        String query = "SELECT ra, dec FROM gaia WHERE " + column + " = ";
        Statement prepared = Parser.parseStatement(query + "$1");
        measure("text", lookups, value -> session.execute(query + value));
        measure("prepared", lookups, value -> session.execute(prepared, List.of(literal(value))));
    }

    private static Expression.Literal literal(long value) {
        return new Expression.Literal(Value.of(value), ScalarType.BIGINT);
    }

    private void measure(String kind, int lookups, LongFunction<Result> lookup) {
        time(lookups, lookup, new long[lookups]);
        long[] cpuNanos = new long[lookups];
        long[] nanos = time(lookups, lookup, cpuNanos);
        Arrays.sort(nanos);
        Arrays.sort(cpuNanos);
        System.out.printf(
                Locale.ROOT,
                "%-12s %-8s  median %.1f us, 99 %% below %.1f us (%.1f us of the thread's CPU time), least %.1f us%n",
                column,
                kind,
                nanos[nanos.length / 2] / 1e3,
                nanos[nanos.length * 99 / 100] / 1e3,
                cpuNanos[cpuNanos.length * 99 / 100] / 1e3,
                nanos[0] / 1e3);
    }

    private long[] time(int lookups, LongFunction<Result> lookup, long[] cpuNanos) {
        long[] nanos = new long[lookups];
        Batch batch = new Batch(2);
        for (int i = 0; i < lookups; i++) {
            long cpuStart = THREADS.getCurrentThreadCpuTime();
            long start = System.nanoTime();
            long rows = 0;
            try (Result result = lookup.apply(values[i % values.length])) {
                while (((Result.Rows) result).stream().next(batch)) {
                    rows += batch.size();
                }
            }
            nanos[i] = System.nanoTime() - start;
            cpuNanos[i] = THREADS.getCurrentThreadCpuTime() - cpuStart;
            if (rows == 0) {
                throw new IllegalStateException("a value that is there was not found");
            }
        }
        return nanos;
    }
}
