package org.almagest.exec.plan;

import java.util.List;
import org.almagest.columnar.type.DataType;

/// Which groupings are indexed by their keys instead of hashed, as long as the keys' ranges allow.
public final class DirectGrouping {
    /// The most places of the index, over the ranges of all keys together.
    public static final long MOST_SLOTS = 1 << 18;

    private DirectGrouping() {}

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
