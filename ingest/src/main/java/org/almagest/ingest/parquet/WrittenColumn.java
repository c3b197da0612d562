package org.almagest.ingest.parquet;

import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;

/// How a column of ours stands in a file: optional scalars, and lists of three levels.
record WrittenColumn(ColumnDefinition definition) {
    /// The bytes of decimals of more than 18 digits.
    static final int HUGE_BYTES = 16;

    boolean isArray() {
        return definition.type() instanceof ArrayType;
    }

    DataType valueType() {
        return definition.type() instanceof ArrayType array ? array.element() : definition.type();
    }

    int mostDefinition() {
        return isArray() ? 3 : 1;
    }

    StoredType stored() {
        return switch (valueType().physical()) {
            case BOOLEAN -> StoredType.BOOLEAN;
            case INT -> StoredType.INT32;
            case LONG -> valueType() == ScalarType.UINTEGER ? StoredType.INT32 : StoredType.INT64;
            case HUGE -> StoredType.FIXED_LEN_BYTE_ARRAY;
            case FLOAT -> StoredType.FLOAT;
            case DOUBLE -> StoredType.DOUBLE;
            case BYTES -> StoredType.BYTE_ARRAY;
            case ARRAY -> throw new IllegalStateException("arrays of arrays do not exist");
        };
    }

    /// Appends the schema's elements of this column.
    void schema(CompactWriter out) {
        String name = definition.name();
        if (!isArray()) {
            leaf(out, name);
            return;
        }
        out.begin().integer(3, 1).text(4, name).integer(5, 1).integer(6, 3);
        out.begin(10).empty(3).end().end();
        out.begin().integer(3, 2).text(4, "list").integer(5, 1).end();
        leaf(out, "element");
    }

    int schemaElements() {
        return isArray() ? 3 : 1;
    }

    private void leaf(CompactWriter out, String name) {
        StoredType stored = stored();
        out.begin().integer(1, stored.ordinal());
        if (stored == StoredType.FIXED_LEN_BYTE_ARRAY) {
            out.integer(2, HUGE_BYTES);
        }
        out.integer(3, 1).text(4, name);
        switch (valueType()) {
            case DecimalType decimal -> {
                out.integer(6, 5).integer(7, decimal.scale()).integer(8, decimal.precision());
                out.begin(10).begin(5).integer(1, decimal.scale()).integer(2, decimal.precision());
                out.end().end();
            }
            case ScalarType scalar -> annotate(out, scalar);
            case ArrayType array -> throw new IllegalStateException("arrays of arrays do not exist");
        }
        out.end();
    }

    private static void annotate(CompactWriter out, ScalarType type) {
        switch (type) {
            case TINYINT -> integer(out, 15, 8, true);
            case UTINYINT -> integer(out, 11, 8, false);
            case SMALLINT -> integer(out, 16, 16, true);
            case USMALLINT -> integer(out, 12, 16, false);
            case UINTEGER -> integer(out, 13, 32, false);
            case UBIGINT -> integer(out, 14, 64, false);
            case VARCHAR -> out.integer(6, 0).begin(10).empty(1).end();
            case DATE -> out.integer(6, 6).begin(10).empty(6).end();
            case TIME -> time(out, 8, 7, false);
            case TIMESTAMP -> time(out, -1, 8, false);
            case TIMESTAMPTZ -> time(out, 10, 8, true);
            case NULL, BOOLEAN, INTEGER, BIGINT, REAL, DOUBLE, BLOB -> {}
        }
    }

    private static void integer(CompactWriter out, int converted, int bits, boolean signed) {
        out.integer(6, converted).begin(10).begin(10).octet(1, bits).truth(2, signed);
        out.end().end();
    }

    private static void time(CompactWriter out, int converted, int logical, boolean utc) {
        if (converted >= 0) {
            out.integer(6, converted);
        }
        out.begin(10).begin(logical).truth(1, utc).begin(2).empty(2);
        out.end().end().end();
    }
}
