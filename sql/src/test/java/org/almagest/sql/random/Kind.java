package org.almagest.sql.random;

import java.util.Arrays;
import java.util.List;

/// What the values of an expression are, as far as the generator of queries must know.
///
/// Numbers are few, small and multiples of a quarter (halves for REAL), so that sums are exact in any
/// order. Nothing that the generator writes overflows or divides by zero: engines differ in which
/// errors they come upon.
enum Kind {
    TRUTH("BOOLEAN"),
    /// Too narrow for arithmetic, or without negative numbers.
    SMALL("TINYINT", "SMALLINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"),
    INTEGER("INTEGER"),
    BIGINT("BIGINT"),
    DECIMAL("DECIMAL(9,2)", "DECIMAL(18,3)", "DECIMAL(30,2)"),
    REAL("REAL"),
    DOUBLE("DOUBLE"),
    TEXT("VARCHAR"),
    DATE("DATE"),
    TIME("TIME"),
    TIMESTAMP("TIMESTAMP");

    static final List<Kind> ALL = List.of(values());
    static final List<Kind> NUMBERS = List.of(SMALL, INTEGER, BIGINT, DECIMAL, REAL, DOUBLE);
    private static final String[] TEXTS = {"", "a", "ab", "abc", "b", "B", "a_c", "50%", "é", "Ωmega", "zz top"};

    private final List<String> types;

    Kind(String... types) {
        this.types = Arrays.asList(types);
    }

    /// Answers a type of SQL whose values are of this kind.
    String type(Choices choices) {
        return choices.any(types);
    }

    boolean isNumber() {
        return NUMBERS.contains(this);
    }

    /// Answers whether `sum` and `avg` take it, and it can be added to itself.
    boolean isSummed() {
        return isNumber() && this != REAL;
    }

    /// Answers a value that is not NULL as it is written in SQL.
    String literal(Choices choices) {
        return switch (this) {
            case TRUTH -> choices.any("TRUE", "FALSE");
            case SMALL, INTEGER -> Integer.toString(choices.below(7));
            case BIGINT -> Integer.toString(choices.below(12) - 3);
            case DECIMAL -> (choices.below(12) - 4) + choices.any(".25", ".50", ".00", ".75");
            case REAL -> "CAST(" + (choices.below(12) - 3) + choices.any(".0", ".5") + " AS REAL)";
            case DOUBLE -> real(choices);
            case TEXT -> "'" + choices.any(TEXTS) + "'";
            case DATE -> "DATE '2016-0" + (1 + choices.below(3)) + "-1" + choices.below(4) + "'";
            case TIME -> "TIME '0" + choices.below(3) + ":30:00'";
            case TIMESTAMP ->
                "TIMESTAMP '2016-0" + (1 + choices.below(2)) + "-1" + choices.below(3)
                        + choices.any(" 00:00:00", " 01:30:00", " 23:59:59.5") + "'";
        };
    }

    private static String real(Choices choices) {
        return switch (choices.below(30)) {
            case 0 -> "CAST('NaN' AS DOUBLE)";
            case 1 -> "CAST('Infinity' AS DOUBLE)";
            case 2 -> "CAST('-Infinity' AS DOUBLE)";
            default -> (choices.below(14) - 4) + choices.any(".25e0", ".5e0", "e0", "e0");
        };
    }
}
