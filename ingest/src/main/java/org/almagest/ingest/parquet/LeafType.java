package org.almagest.ingest.parquet;

import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.EnumLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.JsonLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.StringLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.UUIDLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/// What a leaf of the file's schema is in SQL, and how its values get there.
record LeafType(DataType type, ValueForm form) {
    /// Answers the type of a leaf; empty where Almagest has none (decimals of more than 38 digits).
    static Optional<LeafType> of(PrimitiveType leaf) {
        StoredType stored = StoredType.of(leaf.getPrimitiveTypeName());
        LogicalTypeAnnotation logical = leaf.getLogicalTypeAnnotation();
        if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
            return decimal(stored, decimal.getPrecision(), decimal.getScale());
        }
        return Optional.of(
                switch (stored) {
                    case BOOLEAN -> stays(ScalarType.BOOLEAN);
                    case FLOAT -> stays(ScalarType.REAL);
                    case DOUBLE -> stays(ScalarType.DOUBLE);
                    case INT96 -> new LeafType(ScalarType.TIMESTAMP, ValueForm.JULIAN);
                    case INT32 -> ofInt(logical);
                    case INT64 -> ofLong(logical);
                    case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> ofBytes(logical);
                });
    }

    private static LeafType stays(ScalarType type) {
        return new LeafType(type, ValueForm.AS_STORED);
    }

    private static Optional<LeafType> decimal(StoredType stored, int precision, int scale) {
        if (precision < 1 || precision > DecimalType.MAX_PRECISION || scale < 0 || scale > precision) {
            return Optional.empty();
        }
        DecimalType type = new DecimalType(precision, scale);
        boolean huge = precision > DecimalType.MAX_LONG_PRECISION;
        return switch (stored) {
            case INT32 -> Optional.of(new LeafType(type, huge ? ValueForm.DECIMAL_INT_TO_HUGE : ValueForm.DECIMAL_INT));
            case INT64 -> Optional.of(new LeafType(type, huge ? ValueForm.DECIMAL_LONG_TO_HUGE : ValueForm.AS_STORED));
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
                Optional.of(new LeafType(type, huge ? ValueForm.DECIMAL_BYTES_TO_HUGE : ValueForm.DECIMAL_BYTES));
            case BOOLEAN, INT96, FLOAT, DOUBLE -> Optional.empty();
        };
    }

    private static LeafType ofInt(LogicalTypeAnnotation logical) {
        return switch (logical) {
            case DateLogicalTypeAnnotation date -> stays(ScalarType.DATE);
            case TimeLogicalTypeAnnotation time -> new LeafType(ScalarType.TIME, ValueForm.INT_MILLIS);
            case IntLogicalTypeAnnotation integer -> integer(integer.getBitWidth(), integer.isSigned());
            case null, default -> stays(ScalarType.INTEGER);
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

    private static LeafType ofLong(LogicalTypeAnnotation logical) {
        return switch (logical) {
            case TimestampLogicalTypeAnnotation time ->
                new LeafType(
                        time.isAdjustedToUTC() ? ScalarType.TIMESTAMPTZ : ScalarType.TIMESTAMP, unit(time.getUnit()));
            case TimeLogicalTypeAnnotation time -> new LeafType(ScalarType.TIME, unit(time.getUnit()));
            case IntLogicalTypeAnnotation integer -> stays(integer.isSigned() ? ScalarType.BIGINT : ScalarType.UBIGINT);
            case null, default -> stays(ScalarType.BIGINT);
        };
    }

    private static ValueForm unit(TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> ValueForm.LONG_MILLIS;
            case MICROS -> ValueForm.AS_STORED;
            case NANOS -> ValueForm.LONG_NANOS;
        };
    }

    private static LeafType ofBytes(LogicalTypeAnnotation logical) {
        return switch (logical) {
            case Float16LogicalTypeAnnotation half -> new LeafType(ScalarType.REAL, ValueForm.HALF_FLOAT);
            case UUIDLogicalTypeAnnotation uuid -> new LeafType(ScalarType.VARCHAR, ValueForm.UUID_TEXT);
            case StringLogicalTypeAnnotation text -> stays(ScalarType.VARCHAR);
            case EnumLogicalTypeAnnotation text -> stays(ScalarType.VARCHAR);
            case JsonLogicalTypeAnnotation text -> stays(ScalarType.VARCHAR);
            case null, default -> stays(ScalarType.BLOB);
        };
    }
}
