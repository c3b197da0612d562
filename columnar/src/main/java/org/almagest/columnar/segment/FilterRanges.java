package org.almagest.columnar.segment;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.almagest.columnar.type.Value;

/// Collects the ranges of a filter in the order of one physical type. A new one holds no range: it
/// builds a filter that nothing satisfies. One thread, one filter.
abstract sealed class FilterRanges {
    boolean negated;

    /// Answers whether a value is of the type.
    abstract boolean accepts(Value value);

    /// Adds a range that is not empty; both ends count.
    abstract FilterRanges add(Value low, Value high);

    /// Adds a range that may be empty; both ends count.
    abstract FilterRanges addBetween(Value low, Value high);

    /// Adds everything less than a value.
    abstract FilterRanges addBelow(Value value);

    /// Adds everything up to a value.
    abstract FilterRanges addUpTo(Value value);

    FilterRanges negate() {
        negated = !negated;
        return this;
    }

    abstract ColumnFilter build();

    /// BOOLEAN, INT and LONG.
    static final class Integers extends FilterRanges {
        private final long flip;
        private final List<long[]> ranges = new ArrayList<>();

        Integers(long flip) {
            this.flip = flip;
        }

        @Override
        boolean accepts(Value value) {
            return value instanceof Value.OfLong;
        }

        private static long of(Value value) {
            return ((Value.OfLong) value).value();
        }

        @Override
        FilterRanges add(Value low, Value high) {
            ranges.add(new long[] {of(low), of(high)});
            return this;
        }

        @Override
        FilterRanges addBetween(Value low, Value high) {
            return (of(low) ^ flip) <= (of(high) ^ flip) ? add(low, high) : this;
        }

        @Override
        FilterRanges addBelow(Value value) {
            long least = Long.MIN_VALUE ^ flip;
            return of(value) == least ? this : add(Value.of(least), Value.of(of(value) - 1));
        }

        @Override
        FilterRanges addUpTo(Value value) {
            return add(Value.of(Long.MIN_VALUE ^ flip), value);
        }

        @Override
        ColumnFilter build() {
            ranges.sort(Comparator.comparingLong(range -> range[0] ^ flip));
            List<long[]> merged = new ArrayList<>();
            for (long[] range : ranges) {
                if (!merged.isEmpty() && (merged.getLast()[1] ^ flip) >= (range[0] ^ flip)) {
                    long end = Math.max(merged.getLast()[1] ^ flip, range[1] ^ flip) ^ flip;
                    merged.getLast()[1] = end;
                } else {
                    merged.add(range.clone());
                }
            }
            long[] low = merged.stream().mapToLong(range -> range[0]).toArray();
            long[] high = merged.stream().mapToLong(range -> range[1]).toArray();
            return new IntegerFilter(low, high, negated, flip);
        }
    }

    /// FLOAT and DOUBLE: NaN equals itself and is greater than every number.
    static final class Floats extends FilterRanges {
        private final List<double[]> ranges = new ArrayList<>();
        private boolean nan;

        @Override
        boolean accepts(Value value) {
            return value instanceof Value.OfDouble;
        }

        private static double of(Value value) {
            return ((Value.OfDouble) value).value();
        }

        @Override
        FilterRanges add(Value low, Value high) {
            return addBetween(low, high);
        }

        @Override
        FilterRanges addBetween(Value low, Value high) {
            double from = of(low);
            double to = of(high);
            if (to != to) {
                nan = true;
                to = Double.POSITIVE_INFINITY;
            }
            // A range from NaN holds NaN alone, and nothing at all if it ends at a number.
            if (from == from && from <= to) {
                ranges.add(new double[] {from, to});
            }
            return this;
        }

        @Override
        FilterRanges addBelow(Value value) {
            double end = of(value);
            if (end != end) {
                ranges.add(new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY});
            } else if (end != Double.NEGATIVE_INFINITY) {
                ranges.add(new double[] {Double.NEGATIVE_INFINITY, Math.nextDown(end)});
            }
            return this;
        }

        @Override
        FilterRanges addUpTo(Value value) {
            return addBetween(Value.of(Double.NEGATIVE_INFINITY), value);
        }

        @Override
        ColumnFilter build() {
            ranges.sort(Comparator.comparingDouble(range -> range[0] + 0.0));
            List<double[]> merged = new ArrayList<>();
            for (double[] range : ranges) {
                if (!merged.isEmpty() && merged.getLast()[1] >= range[0]) {
                    merged.getLast()[1] = Math.max(merged.getLast()[1], range[1]);
                } else {
                    merged.add(range.clone());
                }
            }
            double[] low = merged.stream().mapToDouble(range -> range[0]).toArray();
            double[] high = merged.stream().mapToDouble(range -> range[1]).toArray();
            return new FloatFilter(low, high, nan, negated);
        }
    }

    /// HUGE.
    static final class Huge extends FilterRanges {
        private final List<BigInteger> low = new ArrayList<>();
        private final List<BigInteger> high = new ArrayList<>();

        @Override
        boolean accepts(Value value) {
            return value instanceof Value.OfHuge || value instanceof Value.OfLong;
        }

        private static BigInteger of(Value value) {
            return value instanceof Value.OfLong(long small)
                    ? BigInteger.valueOf(small)
                    : ((Value.OfHuge) value).value();
        }

        @Override
        FilterRanges add(Value from, Value to) {
            return addBetween(from, to);
        }

        @Override
        FilterRanges addBetween(Value from, Value to) {
            if (of(from).compareTo(of(to)) <= 0) {
                low.add(of(from));
                high.add(of(to));
            }
            return this;
        }

        @Override
        FilterRanges addBelow(Value value) {
            return addBetween(Value.of(HugeFilter.LEAST), Value.of(of(value).subtract(BigInteger.ONE)));
        }

        @Override
        FilterRanges addUpTo(Value value) {
            return addBetween(Value.of(HugeFilter.LEAST), value);
        }

        @Override
        ColumnFilter build() {
            return new HugeFilter(low, high, negated);
        }
    }

    /// BYTES: unsigned from the first byte on.
    static final class Bytes extends FilterRanges {
        private final List<byte[][]> ranges = new ArrayList<>();
        private boolean open;

        @Override
        boolean accepts(Value value) {
            return value instanceof Value.OfText || value instanceof Value.OfBytes;
        }

        static byte[] of(Value value) {
            if (value instanceof Value.OfText(String text)) {
                return text.getBytes(StandardCharsets.UTF_8);
            }
            List<Byte> boxed = ((Value.OfBytes) value).value();
            byte[] bytes = new byte[boxed.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = boxed.get(i);
            }
            return bytes;
        }

        @Override
        FilterRanges add(Value low, Value high) {
            return addBetween(low, high);
        }

        @Override
        FilterRanges addBetween(Value low, Value high) {
            return addBytes(of(low), of(high));
        }

        private FilterRanges addBytes(byte[] low, byte[] high) {
            if (Arrays.compareUnsigned(low, high) <= 0) {
                ranges.add(new byte[][] {low, high});
            }
            return this;
        }

        @Override
        FilterRanges addBelow(Value value) {
            open = true;
            byte[] end = of(value);
            return end.length == 0 ? this : addBytes(new byte[0], end);
        }

        @Override
        FilterRanges addUpTo(Value value) {
            return addBytes(new byte[0], of(value));
        }

        @Override
        ColumnFilter build() {
            ranges.sort((a, b) -> Arrays.compareUnsigned(a[0], b[0]));
            List<byte[][]> distinct = new ArrayList<>();
            for (byte[][] range : ranges) {
                if (distinct.isEmpty() || Arrays.compareUnsigned(distinct.getLast()[1], range[0]) < 0) {
                    distinct.add(range);
                }
            }
            byte[][] low = distinct.stream().map(range -> range[0]).toArray(byte[][]::new);
            byte[][] high = distinct.stream().map(range -> range[1]).toArray(byte[][]::new);
            return new BytesFilter(low, high, open, negated);
        }
    }
}
