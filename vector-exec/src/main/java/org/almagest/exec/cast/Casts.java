package org.almagest.exec.cast;

import java.util.List;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.ConstantVector;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.RowsCall;

/// Compiles conversions. `orNull` gives NULL where a value does not convert; otherwise that is an
/// error of the rows that count.
public final class Casts {
    private Casts() {}

    public static Evaluator compile(Evaluator input, DataType from, DataType to, boolean orNull) {
        if (from == ScalarType.NULL) {
            return new ConstantVector(Value.NULL, to);
        }
        if (from.equals(to)) {
            return input;
        }
        if (to == ScalarType.VARCHAR) {
            return RowsCall.text(TextCasts.toText(from), List.of(input), to);
        }
        if (from instanceof ArrayType array && to instanceof ArrayType other) {
            return ArrayCast.of(input, array, other, orNull);
        }
        if (from == ScalarType.VARCHAR && to == ScalarType.BLOB) {
            return RowsCall.text(TextCasts.toBlob(orNull), List.of(input), to);
        }
        if (from == ScalarType.VARCHAR && to instanceof ArrayType array) {
            return TextToArray.of(input, array, orNull);
        }
        if (from == ScalarType.VARCHAR) {
            return RowsCall.of(TextCasts.from(to, orNull), List.of(input), to);
        }
        if (isTemporal(from) && isTemporal(to)) {
            return temporal(input, (ScalarType) from, (ScalarType) to, orNull);
        }
        if (isNumber(from) && isNumber(to)) {
            return NumberCasts.compile(input, from, to, orNull);
        }
        throw new IllegalStateException("no cast from " + from + " to " + to);
    }

    private static boolean isNumber(DataType type) {
        return type.isNumeric() || type == ScalarType.BOOLEAN;
    }

    private static boolean isTemporal(DataType type) {
        return type == ScalarType.DATE
                || type == ScalarType.TIME
                || type == ScalarType.TIMESTAMP
                || type == ScalarType.TIMESTAMPTZ;
    }

    private static Evaluator temporal(Evaluator input, ScalarType from, ScalarType to, boolean orNull) {
        if (from == ScalarType.DATE) {
            return RowsCall.of(TemporalCasts.fromDate(to, orNull), List.of(input), to);
        }
        return switch (to) {
            case DATE -> RowsCall.of(TemporalCasts::toDate, List.of(input), to);
            case TIME -> RowsCall.of(TemporalCasts::toTime, List.of(input), to);
            default -> input;
        };
    }
}
