package org.almagest.ingest.fileset;

import java.util.Optional;
import java.util.stream.Stream;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;

/// The type of a column that has one type in this file and another in that.
final class CommonType {
    private static final int FLOAT_EXACT_BITS = 16;

    private CommonType() {}

    /// Answers the type to which the numbers of both are converted; empty where there is none.
    static Optional<DataType> of(DataType a, DataType b) {
        if (a.equals(b)) {
            return Optional.of(a);
        }
        if (a.isInteger() && b.isInteger()) {
            return integers((ScalarType) a, (ScalarType) b);
        }
        boolean numbers = (a.isInteger() || a.isFloating()) && (b.isInteger() || b.isFloating());
        if (!numbers) {
            return Optional.empty();
        }
        boolean single = fitsFloat(a) && fitsFloat(b);
        return Optional.of(single ? ScalarType.REAL : ScalarType.DOUBLE);
    }

    /// Answers the type with which both columns of a text are read: at worst, text.
    static DataType ofText(DataType a, DataType b) {
        boolean times = Stream.of(a, b).allMatch(type -> type == ScalarType.DATE || type == ScalarType.TIMESTAMP);
        return of(a, b).orElse(times ? ScalarType.TIMESTAMP : ScalarType.VARCHAR);
    }

    private static boolean fitsFloat(DataType type) {
        return type == ScalarType.REAL
                || type instanceof ScalarType scalar && scalar.isInteger() && scalar.integerBits() <= FLOAT_EXACT_BITS;
    }

    private static Optional<DataType> integers(ScalarType a, ScalarType b) {
        return Stream.of(ScalarType.values())
                .filter(ScalarType::isInteger)
                .filter(type -> takes(type, a) && takes(type, b))
                .findFirst()
                .map(type -> type);
    }

    /// The types are declared in the order of their widths, so the first that takes both is the
    /// least.
    private static boolean takes(ScalarType wide, ScalarType narrow) {
        return wide.isSigned() == narrow.isSigned()
                ? wide.integerBits() >= narrow.integerBits()
                : wide.isSigned() && wide.integerBits() > narrow.integerBits();
    }
}
