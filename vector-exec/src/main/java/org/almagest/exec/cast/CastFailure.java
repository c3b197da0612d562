package org.almagest.exec.cast;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;

/// The user's errors of conversions.
public final class CastFailure {
    private static final int SHOWN = 60;

    private CastFailure() {}

    /// A number that its target type does not hold.
    public static AlmagestException outOfRange(String value, DataType type) {
        return AlmagestException.of(SqlState.NUMERIC_OUT_OF_RANGE, value + " is out of the range of " + type.sqlName())
                .hint("TRY_CAST gives NULL instead");
    }

    /// A text that does not read as its target type.
    public static AlmagestException unreadable(String text, DataType type) {
        boolean temporal = switch (type.sqlName()) {
            case "DATE", "TIME", "TIMESTAMP", "TIMESTAMPTZ", "INTERVAL" -> true;
            default -> false;
        };
        return AlmagestException.of(
                        temporal ? SqlState.INVALID_DATETIME : SqlState.INVALID_TEXT,
                        "cannot read '" + shown(text) + "' as " + type.sqlName())
                .hint(
                        type == ScalarType.INTERVAL
                                ? "write it as 1 day 2 hours or 1 year 2 months 03:04:05"
                                : temporal
                                        ? "write it as 2016-01-31 or 2016-01-31 12:34:56.789"
                                        : "TRY_CAST gives NULL instead");
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
