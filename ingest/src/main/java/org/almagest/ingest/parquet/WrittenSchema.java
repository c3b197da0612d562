package org.almagest.ingest.parquet;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.apache.parquet.schema.ColumnOrder;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.parquet.schema.Types.PrimitiveBuilder;

/// How columns of ours stand in a file: optional scalars, and lists of three levels.
final class WrittenSchema {
    /// The bytes of decimals of more than 18 digits.
    static final int HUGE_BYTES = 16;

    private WrittenSchema() {}

    static MessageType of(TableSchema schema) {
        Types.MessageTypeBuilder message = Types.buildMessage();
        schema.columns().forEach(column -> message.addField(field(column)));
        return message.named("schema");
    }

    private static Type field(ColumnDefinition column) {
        if (!(column.type() instanceof ArrayType array)) {
            return leaf(column.type()).named(column.name());
        }
        return Types.optionalGroup()
                .as(LogicalTypeAnnotation.listType())
                .addField(Types.repeatedGroup()
                        .addField(leaf(array.element()).named("element"))
                        .named("list"))
                .named(column.name());
    }

    private static PrimitiveBuilder<PrimitiveType> leaf(DataType type) {
        PrimitiveBuilder<PrimitiveType> leaf = Types.optional(stored(type));
        return switch (type) {
            case DecimalType decimal ->
                (type.physical() == PhysicalType.HUGE ? leaf.length(HUGE_BYTES) : leaf)
                        .as(LogicalTypeAnnotation.decimalType(decimal.scale(), decimal.precision()));
            case ScalarType scalar -> annotated(leaf, scalar);
            case ArrayType array -> throw new IllegalStateException("arrays of arrays do not exist");
        };
    }

    private static PrimitiveTypeName stored(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN -> PrimitiveTypeName.BOOLEAN;
            case INT -> PrimitiveTypeName.INT32;
            case LONG -> type == ScalarType.UINTEGER ? PrimitiveTypeName.INT32 : PrimitiveTypeName.INT64;
            case HUGE -> PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
            case FLOAT -> PrimitiveTypeName.FLOAT;
            case DOUBLE -> PrimitiveTypeName.DOUBLE;
            case BYTES -> PrimitiveTypeName.BINARY;
            case ARRAY -> throw new IllegalStateException("arrays of arrays do not exist");
        };
    }

    /// Floats keep the order of the types, which every reader knows, not the newer total order.
    private static PrimitiveBuilder<PrimitiveType> annotated(PrimitiveBuilder<PrimitiveType> leaf, ScalarType type) {
        return switch (type) {
            case TINYINT -> leaf.as(LogicalTypeAnnotation.intType(8, true));
            case UTINYINT -> leaf.as(LogicalTypeAnnotation.intType(8, false));
            case SMALLINT -> leaf.as(LogicalTypeAnnotation.intType(16, true));
            case USMALLINT -> leaf.as(LogicalTypeAnnotation.intType(16, false));
            case UINTEGER -> leaf.as(LogicalTypeAnnotation.intType(32, false));
            case UBIGINT -> leaf.as(LogicalTypeAnnotation.intType(64, false));
            case VARCHAR -> leaf.as(LogicalTypeAnnotation.stringType());
            case DATE -> leaf.as(LogicalTypeAnnotation.dateType());
            case TIME -> leaf.as(LogicalTypeAnnotation.timeType(false, TimeUnit.MICROS));
            case TIMESTAMP -> leaf.as(LogicalTypeAnnotation.timestampType(false, TimeUnit.MICROS));
            case TIMESTAMPTZ -> leaf.as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS));
            case REAL, DOUBLE -> leaf.columnOrder(ColumnOrder.typeDefined());
            case NULL, BOOLEAN, INTEGER, BIGINT, BLOB -> leaf;
            case INTERVAL ->
                throw AlmagestException.of(
                                SqlState.FEATURE_NOT_SUPPORTED, "an INTERVAL cannot be written to a Parquet file")
                        .hint("its intervals have no microseconds; cast the column to VARCHAR");
        };
    }
}
