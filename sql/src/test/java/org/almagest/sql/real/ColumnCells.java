package org.almagest.sql.real;

import java.math.BigInteger;
import java.util.List;

/// A column as plain objects that two readers can be compared by: Long, BigInteger (beyond 63
/// bits), Double (a REAL widened), Boolean, String, LocalDateTime, List of those, null.
///
/// @param text the type's SQL text, or empty where the reader does not know it
record ColumnCells(String name, String text, List<Object> cells) {
    boolean isNumeric() {
        return isInteger() || isFloating();
    }

    boolean isInteger() {
        return text.matches("U?(TINYINT|SMALLINT|INTEGER|BIGINT)");
    }

    boolean isFloating() {
        return text.equals("REAL") || text.equals("DOUBLE");
    }

    /// The name as SQL has it.
    String quoted() {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static BigInteger integer(Object cell) {
        return cell instanceof BigInteger big ? big : BigInteger.valueOf(((Number) cell).longValue());
    }

    /// Answers an integer as `Long` where it fits.
    static Object integer(BigInteger value) {
        return value.bitLength() < 64 ? (Object) value.longValue() : value;
    }
}
