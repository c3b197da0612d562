package org.almagest.exec.plan;

import java.util.List;
import org.almagest.columnar.scan.ColumnPredicate.Range;
import org.almagest.columnar.type.DataType;

/// Which groupings are indexed by their keys instead of hashed, as long as the keys' ranges allow.
public final class DirectGrouping {
    /// The most places of the index, over the ranges of all keys together.
    public static final long MOST_SLOTS = 1 << 18;

    /// The most values of a key alone by which groups are numbered partition by partition.
    private static final long MOST_SPREAD = 1L << 30;

    private DirectGrouping() {}

    /// Answers whether the domains of keys serve: all are indexed together, or one key's is spread over
    /// partitions.
    public static boolean serves(List<DataType> keys, List<Range> domains) {
        return allows(keys) && (slots(domains) <= MOST_SLOTS || isSpread(keys, domains));
    }

    /// Answers whether there is one key whose domain is too large for an index of all groups, but not for
    /// one of each partition's.
    public static boolean isSpread(List<DataType> keys, List<Range> domains) {
        double slots = slots(domains);
        return keys.size() == 1 && allows(keys) && slots > MOST_SLOTS && slots <= MOST_SPREAD;
    }

    private static double slots(List<Range> domains) {
        double slots = 1;
        for (Range domain : domains) {
            slots *= (double) domain.high() - domain.low() + 2;
        }
        return slots;
    }

    /// Answers whether keys of these types may be indexed: at least one, all integers (dates, times
    /// and short decimals among them) or texts, which are numbered.
    public static boolean allows(List<DataType> keys) {
        return !keys.isEmpty() && keys.stream().allMatch(DirectGrouping::allows);
    }

    private static boolean allows(DataType key) {
        return switch (key.physical()) {
            case INT, LONG, BYTES -> true;
            case BOOLEAN, HUGE, FLOAT, DOUBLE, ARRAY -> false;
        };
    }
}
