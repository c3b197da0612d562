package org.almagest.sql.bind;

import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;

/// Which explicit casts exist at all; whether a value converts is found at run time.
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
            return false;
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
