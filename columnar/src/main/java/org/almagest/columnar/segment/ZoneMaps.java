package org.almagest.columnar.segment;

/// What is known of the values of one column, page by page and then row group by row group, stored
/// as arrays so that pruning is a loop over them.
///
/// Entry `e` speaks of page `e`, or of row group `e - pages`. `bounded[e]` says whether `min` and
/// `max` count: they bound every value that is neither NULL nor NaN, and there is one.
sealed interface ZoneMaps {
    int UNBOUNDED = 0;
    int BOUNDED = 1;

    /// Text whose upper bound could not be rounded up: only the lower one counts.
    int BOUNDED_BELOW = 2;

    int[] nulls();

    byte[] bounded();

    default int entries() {
        return nulls().length;
    }

    /// Answers how many NaN an entry counts.
    default int nans(int entry) {
        return 0;
    }

    /// BOOLEAN, INT and LONG; UBIGINT in unsigned order.
    record LongZones(int[] nulls, byte[] bounded, long[] min, long[] max) implements ZoneMaps {}

    /// FLOAT (widened) and DOUBLE.
    record DoubleZones(int[] nulls, byte[] bounded, int[] nanCounts, double[] min, double[] max) implements ZoneMaps {
        @Override
        public int nans(int entry) {
            return nanCounts[entry];
        }
    }

    /// 128-bit integers in two halves.
    record HugeZones(int[] nulls, byte[] bounded, long[] minHigh, long[] minLow, long[] maxHigh, long[] maxLow)
            implements ZoneMaps {}

    /// Byte strings: bounds of at most 32 bytes, the lower one cut, the upper one cut and rounded
    /// up.
    record BytesZones(int[] nulls, byte[] bounded, byte[][] min, byte[][] max) implements ZoneMaps {}

    /// Arrays: counts alone; nothing is bounded.
    record CountZones(int[] nulls, byte[] bounded) implements ZoneMaps {}
}
