package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.scan.ValueRange;
import org.almagest.columnar.type.Value;

/// Entries that lie one behind the other: those from one bound to another.
record KeyRange(KeyBound from, KeyBound to) {
    /// Makes the range of entries that begin with some keys.
    static KeyRange of(List<Value> keys) {
        return new KeyRange(new KeyBound(keys, false), new KeyBound(keys, true));
    }

    /// Makes the range of entries that begin with some keys and have a value of a range behind them.
    static KeyRange of(List<Value> keys, ValueRange range) {
        KeyBound from = range.hasLow()
                ? new KeyBound(plus(keys, range.low()), !range.includesLow())
                : new KeyBound(keys, false);
        return new KeyRange(from, new KeyBound(plus(keys, range.high()), range.hasHigh() && range.includesHigh()));
    }

    static List<Value> plus(List<Value> keys, Value next) {
        List<Value> longer = new ArrayList<>(keys);
        longer.add(next);
        return longer;
    }
}
