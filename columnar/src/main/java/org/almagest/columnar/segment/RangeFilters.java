package org.almagest.columnar.segment;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.scan.ValueRange;
import org.almagest.columnar.scan.ValueSet;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.TypeOrder;
import org.almagest.columnar.type.Value;

/// Makes the filter of a set of values, in the arrays that the column's physical type is compared
/// with. Where the complement has fewer ranges, or the set has no upper end that could be written
/// (NaN, byte strings), the filter is that of the complement, negated.
final class RangeFilters {
    private RangeFilters() {}

    static ColumnFilter of(ValueSet set, DataType type) {
        boolean endless = set.isOpenAbove();
        return switch (type.physical()) {
            case BOOLEAN, INT, LONG -> {
                boolean negated = endless && set.isOpenBelow();
                yield integers(negated ? set.complement() : set, negated, ZoneStatistics.flip(type));
            }
            case HUGE -> {
                boolean negated = endless && set.isOpenBelow();
                yield huge(negated ? set.complement() : set, negated);
            }
            case FLOAT, DOUBLE -> floats(endless ? set.complement() : set, endless);
            case BYTES -> bytes(endless ? set.complement() : set, endless);
            case ARRAY -> throw new IllegalArgumentException("arrays have no order");
        };
    }

    private static IntegerFilter integers(ValueSet set, boolean negated, long flip) {
        List<ValueRange> ranges = set.ranges();
        long[] low = new long[ranges.size()];
        long[] high = new long[ranges.size()];
        for (int i = 0; i < low.length; i++) {
            ValueRange range = ranges.get(i);
            low[i] = range.hasLow() ? ((Value.OfLong) range.low()).value() : Long.MIN_VALUE ^ flip;
            high[i] = range.hasHigh() ? ((Value.OfLong) range.high()).value() : Long.MAX_VALUE ^ flip;
        }
        return new IntegerFilter(low, high, negated, flip);
    }

    private static HugeFilter huge(ValueSet set, boolean negated) {
        List<BigInteger> low = new ArrayList<>();
        List<BigInteger> high = new ArrayList<>();
        for (ValueRange range : set.ranges()) {
            low.add(range.hasLow() ? ((Value.OfHuge) range.low()).value() : HugeFilter.LEAST);
            high.add(range.hasHigh() ? ((Value.OfHuge) range.high()).value() : HugeFilter.GREATEST);
        }
        return new HugeFilter(low, high, negated);
    }

    /// Every range has an upper end; below NaN is up to infinity.
    private static FloatFilter floats(ValueSet set, boolean negated) {
        List<double[]> ranges = new ArrayList<>();
        for (ValueRange range : set.ranges()) {
            double from = range.hasLow() ? ((Value.OfDouble) range.low()).value() : Double.NEGATIVE_INFINITY;
            double to = ((Value.OfDouble) range.high()).value();
            double first = range.includesLow() ? from : Math.nextUp(from);
            double last = Double.isNaN(to) ? Double.POSITIVE_INFINITY : range.includesHigh() ? to : Math.nextDown(to);
            if (first <= last && (range.includesLow() || from < Double.POSITIVE_INFINITY)) {
                ranges.add(new double[] {first, last});
            }
        }
        double[] low = ranges.stream().mapToDouble(range -> range[0]).toArray();
        double[] high = ranges.stream().mapToDouble(range -> range[1]).toArray();
        return new FloatFilter(low, high, negated);
    }

    /// The least byte string behind another one is that one and a zero: every range can be written
    /// with an end that does not count.
    private static BytesFilter bytes(ValueSet set, boolean negated) {
        byte[][] low = new byte[set.ranges().size()][];
        byte[][] end = new byte[low.length][];
        for (int i = 0; i < low.length; i++) {
            ValueRange range = set.ranges().get(i);
            byte[] from = range.hasLow() ? TypeOrder.bytes(range.low()) : new byte[0];
            byte[] to = TypeOrder.bytes(range.high());
            low[i] = range.includesLow() ? from : Arrays.copyOf(from, from.length + 1);
            end[i] = range.includesHigh() ? Arrays.copyOf(to, to.length + 1) : to;
        }
        return new BytesFilter(low, end, negated);
    }
}
