package org.almagest.ingest.parquet;

import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;

/// What a leaf of the file's schema is in SQL, and how its values get there. The new annotation
/// counts before the old one.
record LeafType(DataType type, ValueForm form) {
    private static final int STRING = 1;
    private static final int ENUM = 4;
    private static final int DECIMAL = 5;
    private static final int DATE = 6;
    private static final int TIME = 7;
    private static final int TIMESTAMP = 8;
    private static final int INTEGER = 10;
    private static final int JSON = 12;
    private static final int UUID = 14;
    private static final int FLOAT16 = 15;

    /// Answers the type of a leaf; empty where Almagest has none (decimals of more than 38 digits).
    static Optional<LeafType> of(SchemaNode leaf) {
        StoredType stored = leaf.stored().orElseThrow();
        CompactStruct logical = leaf.logical().orElse(new CompactStruct(java.util.Map.of()));
        if (logical.struct(DECIMAL).isPresent()) {
            CompactStruct decimal = logical.struct(DECIMAL).get();
            return decimal(stored, decimal.integer(2, 0), decimal.integer(1, 0));
        }
        if (leaf.converted() == DECIMAL && logical.fields().isEmpty()) {
            return decimal(stored, leaf.precision(), leaf.scale());
        }
        return Optional.of(
                switch (stored) {
                    case BOOLEAN -> stays(ScalarType.BOOLEAN);
                    case FLOAT -> stays(ScalarType.REAL);
                    case DOUBLE -> stays(ScalarType.DOUBLE);
                    case INT96 -> new LeafType(ScalarType.TIMESTAMP, ValueForm.JULIAN);
                    case INT32 -> ofInt(leaf, logical);
                    case INT64 -> ofLong(leaf, logical);
                    case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> ofBytes(leaf, logical);
                });
    }

    private static LeafType stays(ScalarType type) {
        return new LeafType(type, ValueForm.AS_STORED);
    }

    private static Optional<LeafType> decimal(StoredType stored, long precision, long scale) {
        if (precision < 1 || precision > DecimalType.MAX_PRECISION || scale < 0 || scale > precision) {
            return Optional.empty();
        }
        DecimalType type = new DecimalType((int) precision, (int) scale);
        boolean huge = precision > DecimalType.MAX_LONG_PRECISION;
        return switch (stored) {
            case INT32 -> Optional.of(new LeafType(type, huge ? ValueForm.DECIMAL_INT_TO_HUGE : ValueForm.DECIMAL_INT));
            case INT64 -> Optional.of(new LeafType(type, huge ? ValueForm.DECIMAL_LONG_TO_HUGE : ValueForm.AS_STORED));
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
                Optional.of(new LeafType(type, huge ? ValueForm.DECIMAL_BYTES_TO_HUGE : ValueForm.DECIMAL_BYTES));
            case BOOLEAN, INT96, FLOAT, DOUBLE -> Optional.empty();
        };
    }

    private static LeafType ofInt(SchemaNode leaf, CompactStruct logical) {
        if (logical.has(DATE)) {
            return stays(ScalarType.DATE);
        }
        if (logical.has(TIME)) {
            return new LeafType(ScalarType.TIME, ValueForm.INT_MILLIS);
        }
        if (logical.struct(INTEGER).isPresent()) {
            CompactStruct integer = logical.struct(INTEGER).get();
            return integer((int) integer.integer(1, 32), integer.truth(2, true));
        }
        return switch (leaf.converted()) {
            case 6 -> stays(ScalarType.DATE);
            case 7 -> new LeafType(ScalarType.TIME, ValueForm.INT_MILLIS);
            case 11 -> integer(8, false);
            case 12 -> integer(16, false);
            case 13 -> integer(32, false);
            case 15 -> integer(8, true);
            case 16 -> integer(16, true);
            default -> stays(ScalarType.INTEGER);
        };
    }

    private static LeafType integer(int bits, boolean signed) {
        return switch (bits) {
            case 8 -> stays(signed ? ScalarType.TINYINT : ScalarType.UTINYINT);
            case 16 -> stays(signed ? ScalarType.SMALLINT : ScalarType.USMALLINT);
            default ->
                signed ? stays(ScalarType.INTEGER) : new LeafType(ScalarType.UINTEGER, ValueForm.UNSIGNED_TO_LONG);
        };
    }

    private static LeafType ofLong(SchemaNode leaf, CompactStruct logical) {
        if (logical.struct(TIMESTAMP).isPresent()) {
            CompactStruct time = logical.struct(TIMESTAMP).get();
            return new LeafType(time.truth(1, false) ? ScalarType.TIMESTAMPTZ : ScalarType.TIMESTAMP, unit(time));
        }
        if (logical.struct(TIME).isPresent()) {
            return new LeafType(ScalarType.TIME, unit(logical.struct(TIME).get()));
        }
        if (logical.struct(INTEGER).isPresent()) {
            return stays(logical.struct(INTEGER).get().truth(2, true) ? ScalarType.BIGINT : ScalarType.UBIGINT);
        }
        return switch (leaf.converted()) {
            case 8 -> stays(ScalarType.TIME);
            case 9 -> new LeafType(ScalarType.TIMESTAMP, ValueForm.LONG_MILLIS);
            case 10 -> stays(ScalarType.TIMESTAMP);
            case 14 -> stays(ScalarType.UBIGINT);
            default -> stays(ScalarType.BIGINT);
        };
    }

    private static ValueForm unit(CompactStruct time) {
        CompactStruct unit = time.struct(2).orElse(time);
        if (unit.has(1)) {
            return ValueForm.LONG_MILLIS;
        }
        return unit.has(3) ? ValueForm.LONG_NANOS : ValueForm.AS_STORED;
    }

    private static LeafType ofBytes(SchemaNode leaf, CompactStruct logical) {
        if (logical.has(FLOAT16) && leaf.fixedBytes() == 2) {
            return new LeafType(ScalarType.REAL, ValueForm.HALF_FLOAT);
        }
        if (logical.has(UUID) && leaf.fixedBytes() == 16) {
            return new LeafType(ScalarType.VARCHAR, ValueForm.UUID_TEXT);
        }
        boolean text = logical.has(STRING) || logical.has(ENUM) || logical.has(JSON);
        boolean oldText = leaf.converted() == 0 || leaf.converted() == 4 || leaf.converted() == 19;
        return stays(text || oldText ? ScalarType.VARCHAR : ScalarType.BLOB);
    }
}
