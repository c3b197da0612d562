package org.almagest.ingest.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Endianness;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FixedSizeList;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Interval;
import org.apache.arrow.flatbuf.IntervalUnit;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Schema;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;

/// Columns as a schema of Arrow; units, UCDs and descriptions are metadata of the fields.
final class ArrowSchema {
    private static final int DECIMAL_BITS = 128;

    private final FlatBufferBuilder builder;

    private ArrowSchema(FlatBufferBuilder builder) {
        this.builder = builder;
    }

    /// Writes the schema; answers its offset.
    static int write(FlatBufferBuilder builder, List<ColumnDefinition> columns) {
        ArrowSchema writer = new ArrowSchema(builder);
        int[] fields = columns.stream().mapToInt(writer::field).toArray();
        int vector = Schema.createFieldsVector(builder, fields);
        return Schema.createSchema(builder, Endianness.Little, vector, 0, 0);
    }

    private int field(ColumnDefinition column) {
        return field(column.name(), column.type(), metadata(column.meaning()));
    }

    private int field(String name, DataType type, int metadata) {
        int nameAt = builder.createString(name);
        int[] children = type instanceof ArrayType array ? new int[] {field("item", array.element(), 0)} : new int[0];
        int childrenAt = Field.createChildrenVector(builder, children);
        int typeAt = type(type);
        Field.startField(builder);
        Field.addName(builder, nameAt);
        Field.addNullable(builder, true);
        Field.addTypeType(builder, code(type));
        Field.addType(builder, typeAt);
        Field.addChildren(builder, childrenAt);
        if (metadata != 0) {
            Field.addCustomMetadata(builder, metadata);
        }
        return Field.endField(builder);
    }

    private int metadata(ColumnMeaning meaning) {
        List<Integer> pairs = new ArrayList<>();
        pair(pairs, "unit", meaning.unit());
        pair(pairs, "ucd", meaning.ucd());
        pair(pairs, "utype", meaning.utype());
        pair(pairs, "description", meaning.description());
        return pairs.isEmpty()
                ? 0
                : Field.createCustomMetadataVector(
                        builder, pairs.stream().mapToInt(Integer::intValue).toArray());
    }

    private void pair(List<Integer> pairs, String key, String value) {
        if (!value.isEmpty()) {
            pairs.add(KeyValue.createKeyValue(builder, builder.createString(key), builder.createString(value)));
        }
    }

    private static byte code(DataType type) {
        return switch (type) {
            case DecimalType _ -> Type.Decimal;
            case ArrayType array -> array.isFixed() ? Type.FixedSizeList : Type.List;
            case ScalarType scalar ->
                switch (scalar) {
                    case NULL -> Type.Null;
                    case BOOLEAN -> Type.Bool;
                    case TINYINT, UTINYINT, SMALLINT, USMALLINT, INTEGER, UINTEGER, BIGINT, UBIGINT -> Type.Int;
                    case REAL, DOUBLE -> Type.FloatingPoint;
                    case VARCHAR -> Type.Utf8;
                    case BLOB -> Type.Binary;
                    case DATE -> Type.Date;
                    case TIME -> Type.Time;
                    case TIMESTAMP, TIMESTAMPTZ -> Type.Timestamp;
                    case INTERVAL -> Type.Interval;
                };
        };
    }

    private int type(DataType type) {
        return switch (type) {
            case DecimalType(int precision, int scale) ->
                Decimal.createDecimal(builder, precision, scale, DECIMAL_BITS);
            case ArrayType array ->
                array.isFixed()
                        ? FixedSizeList.createFixedSizeList(builder, array.fixedLength())
                        : empty(org.apache.arrow.flatbuf.List::startList, org.apache.arrow.flatbuf.List::endList);
            case ScalarType scalar -> scalar(scalar);
        };
    }

    private int scalar(ScalarType type) {
        return switch (type) {
            case NULL -> empty(org.apache.arrow.flatbuf.Null::startNull, org.apache.arrow.flatbuf.Null::endNull);
            case BOOLEAN -> empty(org.apache.arrow.flatbuf.Bool::startBool, org.apache.arrow.flatbuf.Bool::endBool);
            case TINYINT, UTINYINT, SMALLINT, USMALLINT, INTEGER, UINTEGER, BIGINT, UBIGINT ->
                Int.createInt(builder, type.integerBits(), type.isSigned());
            case REAL -> FloatingPoint.createFloatingPoint(builder, Precision.SINGLE);
            case DOUBLE -> FloatingPoint.createFloatingPoint(builder, Precision.DOUBLE);
            case VARCHAR -> empty(org.apache.arrow.flatbuf.Utf8::startUtf8, org.apache.arrow.flatbuf.Utf8::endUtf8);
            case BLOB ->
                empty(org.apache.arrow.flatbuf.Binary::startBinary, org.apache.arrow.flatbuf.Binary::endBinary);
            case DATE -> Date.createDate(builder, DateUnit.DAY);
            case TIME -> Time.createTime(builder, TimeUnit.MICROSECOND, 64);
            case TIMESTAMP -> Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, 0);
            case TIMESTAMPTZ -> Timestamp.createTimestamp(builder, TimeUnit.MICROSECOND, builder.createString("UTC"));
            case INTERVAL -> Interval.createInterval(builder, IntervalUnit.MONTH_DAY_NANO);
        };
    }

    private interface Start {
        void begin(FlatBufferBuilder builder);
    }

    private interface End {
        int end(FlatBufferBuilder builder);
    }

    /// Writes a type without parameters.
    private int empty(Start start, End end) {
        start.begin(builder);
        return end.end(builder);
    }
}
