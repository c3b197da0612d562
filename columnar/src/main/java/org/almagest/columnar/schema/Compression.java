package org.almagest.columnar.schema;

/// What a table's segments are written for: `DEFAULT` weighs size against decode speed, `ARCHIVE`
/// takes the smallest pages whatever they cost to decode.
public enum Compression {
    DEFAULT,
    ARCHIVE
}
