package org.almagest.columnar.type;

/// The types without parameters. `NULL` is the type of a bare NULL literal; it never reaches a
/// stored table.
public enum ScalarType implements DataType {
    NULL(PhysicalType.INT, 0, false),
    BOOLEAN(PhysicalType.BOOLEAN, 0, false),
    TINYINT(PhysicalType.INT, 8, true),
    UTINYINT(PhysicalType.INT, 8, false),
    SMALLINT(PhysicalType.INT, 16, true),
    USMALLINT(PhysicalType.INT, 16, false),
    INTEGER(PhysicalType.INT, 32, true),
    UINTEGER(PhysicalType.LONG, 32, false),
    BIGINT(PhysicalType.LONG, 64, true),
    UBIGINT(PhysicalType.LONG, 64, false),
    REAL(PhysicalType.FLOAT, 0, true),
    DOUBLE(PhysicalType.DOUBLE, 0, true),
    VARCHAR(PhysicalType.BYTES, 0, false),
    BLOB(PhysicalType.BYTES, 0, false),
    DATE(PhysicalType.INT, 0, true),
    TIME(PhysicalType.LONG, 0, true),
    TIMESTAMP(PhysicalType.LONG, 0, true),
    TIMESTAMPTZ(PhysicalType.LONG, 0, true),
    INTERVAL(PhysicalType.HUGE, 0, true);

    private final PhysicalType physical;
    private final int integerBits;
    private final boolean signed;

    ScalarType(PhysicalType physical, int integerBits, boolean signed) {
        this.physical = physical;
        this.integerBits = integerBits;
        this.signed = signed;
    }

    @Override
    public PhysicalType physical() {
        return physical;
    }

    @Override
    public String sqlName() {
        return name();
    }

    /// Answers the width of an integer type in bits, 0 for the others.
    public int integerBits() {
        return integerBits;
    }

    /// Answers whether an integer type has negative values.
    public boolean isSigned() {
        return signed;
    }

    boolean isIntegerScalar() {
        return integerBits > 0;
    }

    @Override
    public String toString() {
        return name();
    }
}
