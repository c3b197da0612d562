package org.almagest.columnar.scan;

import java.util.Locale;

/// How an index orders its entries: by the keys themselves, for equality and ranges, or by a hash of
/// them, for equality of all key columns alone. A sample is no index, but comes and goes with segments as
/// the runs of one do.
public enum IndexMethod {
    BTREE,
    HASH,
    SAMPLE;

    /// Answers the name that SQL has for it.
    public String sqlName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
