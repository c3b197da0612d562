package org.almagest.sql.bind;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.sql.ast.Span;

/// Which explicit casts exist at all, and what may go into a column; whether a value converts is
/// found at run time.
final class CastRules {
    private CastRules() {}

    static boolean allowed(DataType from, DataType to) {
        if (from == ScalarType.NULL || from.equals(to)) {
            return true;
        }
        if (from instanceof ArrayType a) {
            return to == ScalarType.VARCHAR || to instanceof ArrayType b && allowed(a.element(), b.element());
        }
        if (to instanceof ArrayType || to == ScalarType.NULL) {
            return from == ScalarType.VARCHAR && to instanceof ArrayType;
        }
        if (from == ScalarType.BLOB || to == ScalarType.BLOB) {
            return from == ScalarType.VARCHAR || to == ScalarType.VARCHAR;
        }
        if (from == ScalarType.VARCHAR || to == ScalarType.VARCHAR) {
            return true;
        }
        boolean fromNumber = from.isNumeric() || from == ScalarType.BOOLEAN;
        boolean toNumber = to.isNumeric() || to == ScalarType.BOOLEAN;
        return fromNumber && toNumber || isTemporal(from) && isTemporal(to) && temporal(from, to);
    }

    /// Fails where a value of a type may not go into a column.
    static void requireAssignable(DataType from, ColumnDefinition target, Span span) {
        DataType to = target.type();
        boolean untyped = from == ScalarType.NULL || from == ScalarType.VARCHAR;
        boolean oneIsBoolean = (from == ScalarType.BOOLEAN) != (to == ScalarType.BOOLEAN);
        if (!allowed(from, to) || oneIsBoolean && !untyped) {
            throw AlmagestException.of(
                            SqlState.DATATYPE_MISMATCH,
                            "the column " + target.name() + " is " + to.sqlName() + ", the value " + from.sqlName())
                    .at(span.start())
                    .hint("cast the value");
        }
    }

    private static boolean isTemporal(DataType type) {
        return type == ScalarType.DATE
                || type == ScalarType.TIME
                || type == ScalarType.TIMESTAMP
                || type == ScalarType.TIMESTAMPTZ;
    }

    private static boolean temporal(DataType from, DataType to) {
        boolean timeAlone = from == ScalarType.TIME;
        boolean dateToTime = from == ScalarType.DATE && to == ScalarType.TIME;
        return !timeAlone && !dateToTime;
    }
}
