package org.almagest.ingest.parquet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/// What a file says of the values of a chunk or page: bounds of those that are neither NULL nor
/// NaN, and how many are NULL. What it says in forms that cannot be relied on is left out.
record Bounds(Optional<Value> least, Optional<Value> greatest, OptionalLong nulls) {
    static final Bounds UNKNOWN = new Bounds(Optional.empty(), Optional.empty(), OptionalLong.empty());

    /// Reads the statistics of a chunk. parquet-java leaves out what old writers got wrong.
    static Bounds of(ParquetColumn column, ColumnChunkMetaData chunk) {
        Statistics<?> found = chunk.getStatistics();
        if (found == null || column.isArray()) {
            return UNKNOWN;
        }
        OptionalLong nulls = found.isNumNullsSet() ? OptionalLong.of(found.getNumNulls()) : OptionalLong.empty();
        return found.hasNonNullValue()
                ? of(column, Optional.of(found.getMinBytes()), Optional.of(found.getMaxBytes()), nulls)
                : new Bounds(Optional.empty(), Optional.empty(), nulls);
    }

    static Bounds of(ParquetColumn column, Optional<byte[]> least, Optional<byte[]> greatest, OptionalLong nulls) {
        if (!isOrdered(column)) {
            return new Bounds(Optional.empty(), Optional.empty(), nulls);
        }
        Optional<Value> low = least.flatMap(bytes -> value(column, bytes));
        Optional<Value> high = greatest.flatMap(bytes -> value(column, bytes));
        boolean nan = low.filter(Bounds::isNan).isPresent()
                || high.filter(Bounds::isNan).isPresent();
        return nan ? new Bounds(Optional.empty(), Optional.empty(), nulls) : new Bounds(low, high, nulls);
    }

    private static boolean isNan(Value value) {
        return value instanceof Value.OfDouble(double number) && Double.isNaN(number);
    }

    private static boolean isOrdered(ParquetColumn column) {
        return column.valueType() != ScalarType.BLOB
                && column.stored() != StoredType.INT96
                && column.form() != ValueForm.HALF_FLOAT
                && column.form() != ValueForm.UUID_TEXT;
    }

    private static Optional<Value> value(ParquetColumn column, byte[] bytes) {
        boolean string = column.stored() == StoredType.BYTE_ARRAY;
        if (!string && bytes.length != Math.max(1, column.stored().bytes + column.fixedBytes())) {
            return Optional.empty();
        }
        if (column.valueType() == ScalarType.VARCHAR) {
            return text(bytes);
        }
        if (bytes.length == 0) {
            return Optional.empty();
        }
        ValueBuffer buffer = new ValueBuffer();
        byte[] padded = Arrays.copyOf(bytes, bytes.length + ParquetFormat.SLACK_BYTES);
        StoredType type = string ? StoredType.FIXED_LEN_BYTE_ARRAY : column.stored();
        try {
            new PlainDecoder(type, bytes.length, padded, 0, bytes.length).decode(buffer, 1);
            column.form().convert(buffer, 1);
        } catch (DamagedBytes notValue) {
            return Optional.empty();
        }
        ColumnVector vector = ColumnVector.allocate(column.valueType(), 1);
        VectorFill.all(buffer, vector, 0, 1);
        return Optional.of(Cells.get(vector, 0));
    }

    private static Optional<Value> text(byte[] bytes) {
        try {
            return Optional.of(Value.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()));
        } catch (CharacterCodingException cutWithinACharacter) {
            return Optional.empty();
        }
    }
}
