package org.almagest.bench.access;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Collectors;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;

/// A column's values in order, from which ranges of so many rows are cut.
final class SortedColumn {
    private final String name;
    private final boolean whole;
    private final long[] values;

    private SortedColumn(String name, boolean whole, long[] values) {
        this.name = name;
        this.whole = whole;
        this.values = values;
    }

    static SortedColumn read(Session session, String name, int rows) {
        long[] values = new long[rows];
        int count = 0;
        boolean whole = true;
        Batch batch = new Batch(1);
        try (Result result = session.execute("SELECT " + name + " FROM gaia WHERE " + name + " IS NOT NULL")) {
            while (((Result.Rows) result).stream().next(batch)) {
                for (int i = 0; i < batch.size(); i++) {
                    switch (Cells.get(batch.column(0), batch.row(i))) {
                        case Value.OfLong(long number) -> values[count++] = number;
                        case Value.OfDouble(double number) -> {
                            values[count++] = ordered(Double.doubleToLongBits(number));
                            whole = false;
                        }
                        case Value other -> throw new IllegalArgumentException(name + " is not a number: " + other);
                    }
                }
            }
        }
        long[] sorted = Arrays.copyOf(values, count);
        Arrays.parallelSort(sorted);
        return new SortedColumn(name, whole, sorted);
    }

    int rows() {
        return values.length;
    }

    /// Answers a condition that about so many rows satisfy.
    String range(int count, Random random) {
        int from = random.nextInt(values.length - count + 1);
        return name + " BETWEEN " + literal(values[from]) + " AND " + literal(values[from + count - 1]);
    }

    /// Answers a condition that rows with any of so many values satisfy.
    String list(int count, Random random) {
        return name + " IN ("
                + random.ints(count, 0, values.length)
                        .mapToObj(place -> literal(values[place]))
                        .collect(Collectors.joining(", "))
                + ")";
    }

    /// Turns the bits of doubles into integers of the same order, and back.
    private static long ordered(long bits) {
        return bits ^ bits >> 63 & Long.MAX_VALUE;
    }

    private String literal(long value) {
        return whole ? Long.toString(value) : Double.toString(Double.longBitsToDouble(ordered(value)));
    }
}
