package org.almagest.ingest.csv;

import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;

/// What the values seen so far say of a column's type. Owned by one thread; `merge` adds another's.
final class TypeEvidence {
    private final CsvDialect dialect;
    private final NullWords nullWords;
    private int types = ValueShape.ANY;
    private int signs;
    private long values;
    private long missing;

    TypeEvidence(CsvDialect dialect, NullWords nullWords) {
        this.dialect = dialect;
        this.nullWords = nullWords;
    }

    /// Takes the field `[start, end)` into account.
    void add(byte[] bytes, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && dialect.isBlank(bytes[from])) {
            from++;
        }
        while (from < to && dialect.isBlank(bytes[to - 1])) {
            to--;
        }
        if (to - from >= 2 && bytes[from] == dialect.quote() && bytes[to - 1] == dialect.quote()) {
            from++;
            to--;
        }
        if (nullWords.contains(bytes, from, to)) {
            missing++;
            return;
        }
        values++;
        if (types != 0) {
            int shape = ValueShape.of(bytes, from, to);
            types &= shape;
            signs |= shape & ~ValueShape.ANY;
        }
    }

    void merge(TypeEvidence other) {
        types &= other.types;
        signs |= other.signs;
        values += other.values;
        missing += other.missing;
    }

    /// Answers the values seen that were not missing.
    long values() {
        return values;
    }

    long missing() {
        return missing;
    }

    /// Answers the narrowest type that takes every value without loss; empty while all are missing.
    /// Integers beyond 64 bits stay text unless real numbers stand among them.
    Optional<DataType> type() {
        if (values == 0) {
            return Optional.empty();
        }
        if ((types & ValueShape.BOOLEAN) != 0) {
            return Optional.of(ScalarType.BOOLEAN);
        }
        if ((types & ValueShape.BIGINT) != 0) {
            return Optional.of(ScalarType.BIGINT);
        }
        if ((types & ValueShape.UBIGINT) != 0) {
            return Optional.of(ScalarType.UBIGINT);
        }
        if ((types & ValueShape.DOUBLE) != 0 && (signs & ValueShape.FRACTION) != 0) {
            return Optional.of(ScalarType.DOUBLE);
        }
        if ((types & ValueShape.DATE) != 0) {
            return Optional.of(ScalarType.DATE);
        }
        return Optional.of((types & ValueShape.TIMESTAMP) != 0 ? ScalarType.TIMESTAMP : ScalarType.VARCHAR);
    }

    /// Answers the mark of an inferred type that `ValueShape.of` must show.
    static int shapeOf(DataType type) {
        return switch (type) {
            case ScalarType.BOOLEAN -> ValueShape.BOOLEAN;
            case ScalarType.BIGINT -> ValueShape.BIGINT;
            case ScalarType.UBIGINT -> ValueShape.UBIGINT;
            case ScalarType.DOUBLE -> ValueShape.DOUBLE;
            case ScalarType.DATE -> ValueShape.DATE;
            case ScalarType.TIMESTAMP -> ValueShape.TIMESTAMP;
            default -> 0;
        };
    }
}
