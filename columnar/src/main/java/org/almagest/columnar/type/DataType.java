package org.almagest.columnar.type;

/// A logical type of SQL. The closed set: the scalars, DECIMAL(p, s), and arrays of fixed or
/// variable length.
public sealed interface DataType permits ScalarType, DecimalType, ArrayType {
    /// Answers how values stand in vectors and pages.
    PhysicalType physical();

    /// Answers the type's SQL text, such as `DOUBLE`, `DECIMAL(10,2)`, `REAL[5]`; `TypeNames.parse`
    /// reads it back.
    String sqlName();

    /// Answers whether the type is an integer of any width and sign.
    default boolean isInteger() {
        return this instanceof ScalarType scalar && scalar.isIntegerScalar();
    }

    /// Answers whether the type is REAL or DOUBLE.
    default boolean isFloating() {
        return this == ScalarType.REAL || this == ScalarType.DOUBLE;
    }

    /// Answers whether arithmetic applies.
    default boolean isNumeric() {
        return isInteger() || isFloating() || this instanceof DecimalType;
    }
}
