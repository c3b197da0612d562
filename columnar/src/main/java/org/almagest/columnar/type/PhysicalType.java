package org.almagest.columnar.type;

/// How the values of a type stand in vectors and pages. Integers of 8 and 16 bits travel as `INT`:
/// the JVM computes them so anyway, bit packing makes the width on disk, and the kernel matrix
/// stays small.
public enum PhysicalType {
    /// `byte[]` of 0 and 1.
    BOOLEAN,
    /// `int[]`: TINYINT, UTINYINT, SMALLINT, USMALLINT, INTEGER, DATE (days since 1970-01-01).
    INT,
    /// `long[]`: UINTEGER, BIGINT, UBIGINT (bits), TIME, TIMESTAMP, TIMESTAMPTZ (microseconds),
    /// DECIMAL to 18 digits.
    LONG,
    /// Two `long[]` (high, low), two's complement of 128 bits: DECIMAL of 19 to 38 digits, INTERVAL
    /// ([IntervalValue] says how).
    HUGE,
    /// `float[]`.
    FLOAT,
    /// `double[]`.
    DOUBLE,
    /// `int[]` offsets into `byte[]`, or codes into a dictionary: VARCHAR (UTF-8), BLOB.
    BYTES,
    /// A child vector and `int[]` offsets.
    ARRAY
}
