package org.almagest.columnar.segment;

import java.util.List;
import org.almagest.columnar.type.Value;

/// Where a range of entries begins or ends: before the entries whose first columns are the keys, or
/// behind them. NULL among the keys is NULL, which is greater than every value. No keys at all are
/// before, or behind, everything.
record KeyBound(List<Value> keys, boolean behind) {
    KeyBound {
        keys = List.copyOf(keys);
    }
}
