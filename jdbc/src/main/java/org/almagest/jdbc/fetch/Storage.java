package org.almagest.jdbc.fetch;

import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;

/// How values stand in the caller's memory; the code is numpy's name of it, where it has one.
enum Storage {
    BOOLEAN("?", 1),
    INT8("i1", 1),
    UINT8("u1", 1),
    INT16("i2", 2),
    UINT16("u2", 2),
    INT32("i4", 4),
    UINT32("u4", 4),
    INT64("i8", 8),
    UINT64("u8", 8),
    FLOAT32("f4", 4),
    FLOAT64("f8", 8),
    /// Days since 1970-01-01, in 64 bits.
    DAYS("M8[D]", 8),
    /// Microseconds since 1970-01-01.
    MOMENT("M8[us]", 8),
    /// Microseconds since 1970-01-01 in UTC.
    MOMENT_UTC("M8[us] UTC", 8),
    /// Microseconds since midnight.
    TIME_OF_DAY("m8[us]", 8),
    /// UTF-8.
    TEXT("text", 0),
    BYTES("bytes", 0),
    /// The digits of a decimal as text.
    DIGITS("digits", 0);

    private final String code;
    private final int valueBytes;

    Storage(String code, int valueBytes) {
        this.code = code;
        this.valueBytes = valueBytes;
    }

    static Storage of(DataType type, Decimals decimals) {
        return switch (type) {
            case ScalarType scalar -> of(scalar);
            case DecimalType decimal -> decimals == Decimals.DOUBLES ? FLOAT64 : DIGITS;
            case ArrayType array -> throw new IllegalArgumentException("an array is stored by its elements: " + array);
        };
    }

    private static Storage of(ScalarType type) {
        return switch (type) {
            case BOOLEAN -> BOOLEAN;
            case TINYINT -> INT8;
            case UTINYINT -> UINT8;
            case SMALLINT -> INT16;
            case USMALLINT -> UINT16;
            case NULL, INTEGER -> INT32;
            case UINTEGER -> UINT32;
            case BIGINT -> INT64;
            case UBIGINT -> UINT64;
            case REAL -> FLOAT32;
            case DOUBLE -> FLOAT64;
            case VARCHAR, INTERVAL -> TEXT;
            case BLOB -> BYTES;
            case DATE -> DAYS;
            case TIME -> TIME_OF_DAY;
            case TIMESTAMP -> MOMENT;
            case TIMESTAMPTZ -> MOMENT_UTC;
        };
    }

    String code() {
        return code;
    }

    /// Answers the bytes of a value, 0 where they differ from value to value.
    int valueBytes() {
        return valueBytes;
    }
}
