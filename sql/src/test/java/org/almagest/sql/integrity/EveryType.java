package org.almagest.sql.integrity;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.Compression;
import org.almagest.columnar.schema.TableLayout;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.rowstore.Database;

/// Made-up tables that between them have every type and every encoding; each value follows from its
/// row. What the next encoding needs to be chosen is added to `ENCODINGS`.
final class EveryType {
    private record Column(String name, DataType type, IntFunction<Value> value) {}

    /// A column of every type, with NULLs.
    private static final List<Column> TYPES = List.of(
            new Column("k", ScalarType.INTEGER, row -> Value.of((long) row)),
            new Column("flag", ScalarType.BOOLEAN, row -> Value.of(row % 3 == 0)),
            new Column("tiny", ScalarType.TINYINT, row -> Value.of(row % 256 - 128L)),
            new Column("utiny", ScalarType.UTINYINT, row -> Value.of(row % 256L)),
            new Column("small", ScalarType.SMALLINT, row -> Value.of(row * 7L - 999)),
            new Column("usmall", ScalarType.USMALLINT, row -> Value.of(row * 11L)),
            new Column("uint", ScalarType.UINTEGER, row -> Value.of(4_000_000_000L + row)),
            new Column("big", ScalarType.BIGINT, row -> Value.of(noise(row))),
            new Column("ubig", ScalarType.UBIGINT, row -> Value.of(Long.MIN_VALUE + row)),
            new Column("r", ScalarType.REAL, row -> Value.of((double) (float) (row / 7.0))),
            new Column("d", ScalarType.DOUBLE, row -> Value.of(row % 50 == 9 ? Double.NaN : row / 3.0)),
            new Column("dec", new DecimalType(9, 2), row -> Value.of(row * 125L)),
            new Column(
                    "huge",
                    new DecimalType(38, 5),
                    row -> Value.of(BigInteger.valueOf(noise(row)).multiply(BigInteger.valueOf(noise(row + 1))))),
            new Column("t", ScalarType.VARCHAR, row -> Value.of("Größe " + row)),
            new Column("b", ScalarType.BLOB, row -> new Value.OfBytes(List.of((byte) row, (byte) 0, (byte) -1))),
            new Column("day", ScalarType.DATE, row -> Value.of(16_000L + row)),
            new Column("clock", ScalarType.TIME, row -> Value.of(row * 1_000_003L)),
            new Column("at", ScalarType.TIMESTAMP, row -> Value.of(1_400_000_000_000_000L + row * 17L)),
            new Column("atz", ScalarType.TIMESTAMPTZ, row -> Value.of(1_400_000_000_000_000L - row * 19L)),
            new Column("v3", ArrayType.fixed(ScalarType.REAL, 3), row -> array(3, i -> Value.of(row + i / 4.0))),
            new Column("vn", ArrayType.variable(ScalarType.BIGINT), row -> array(row % 5, i -> Value.of(noise(i)))),
            new Column("vt", ArrayType.variable(ScalarType.VARCHAR), row -> array(row % 3, i -> Value.of("e" + i))));

    /// Values that this or that encoding serves best.
    private static final List<Column> ENCODINGS = List.of(
            new Column("k", ScalarType.INTEGER, row -> Value.of((long) row)),
            new Column("one", ScalarType.DOUBLE, row -> Value.of(2016.0)),
            new Column("sorted", ScalarType.BIGINT, row -> Value.of(4_000_000_000_000L + 37L * row + row % 5)),
            new Column("runs", ScalarType.BIGINT, row -> Value.of(noise(row / 40))),
            new Column("narrow", ScalarType.INTEGER, row -> Value.of(noise(row) & 1023)),
            new Column("noise", ScalarType.BIGINT, row -> Value.of(noise(row))),
            new Column(
                    "few",
                    ScalarType.DOUBLE,
                    row -> Value.of(Double.longBitsToDouble(
                            0x3FF0_0000_0000_0000L | noise(Math.floorMod(noise(row), 11)) >>> 12))),
            new Column("decimal", ScalarType.DOUBLE, row -> Value.of((noise(row) & 0xFFFFF) / 1000.0)),
            new Column("real", ScalarType.DOUBLE, row -> Value.of(new Random(row).nextGaussian())),
            new Column(
                    "any",
                    ScalarType.DOUBLE,
                    row -> Value.of(Double.longBitsToDouble(noise(row) & 0xBFFF_FFFF_FFFF_FFFFL))),
            new Column("word", ScalarType.VARCHAR, row -> Value.of("constellation " + Math.floorMod(noise(row), 9))),
            new Column(
                    "text",
                    ScalarType.VARCHAR,
                    row -> Value.of("Gaia DR3 " + Long.toUnsignedString(noise(row)) + " in Orion")),
            new Column("id", ScalarType.VARCHAR, row -> Value.of("SIM " + (700_000 + 13L * row))),
            new Column("plane", ScalarType.DOUBLE, row -> Value.of(64 + (noise(row) & 0xFFFF_FFFFFFFFL) * 0x1p-44)),
            new Column("prose", ScalarType.VARCHAR, row -> Value.of(prose(row))),
            new Column("long", ScalarType.VARCHAR, row -> Value.of(letters(row % 5, 9) + letters(row, 1))),
            new Column(
                    "odd",
                    ScalarType.VARCHAR,
                    row -> Value.of(Long.toString(noise(row), 36) + Long.toString(noise(row + 7), 36))));

    private EveryType() {}

    private static long noise(long row) {
        long h = (row + 1) * 0x9E37_79B9_7F4A_7C15L;
        h = (h ^ h >>> 31) * 0xBF58_476D_1CE4_E5B9L;
        return h ^ h >>> 29;
    }

    private static String prose(int row) {
        String[] words = {"nebula", "cluster", "variable", "eclipsing", "binary", "near", "faint", "blended"};
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 9; i++) {
            text.append(words[(int) (noise(row * 9L + i) & 7)]).append(' ');
        }
        return text.toString();
    }

    private static String letters(int seed, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            text.append(Long.toString(noise(1000L * seed + i), 36));
        }
        return text.toString();
    }

    private static Value array(int length, IntFunction<Value> element) {
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            elements.add(element.apply(i));
        }
        return new Value.OfArray(elements);
    }

    private static TableSchema schema(List<Column> columns) {
        List<ColumnDefinition> definitions = new ArrayList<>();
        for (Column column : columns) {
            definitions.add(ColumnDefinition.of(definitions.size(), column.name(), column.type()));
        }
        return TableSchema.of(definitions);
    }

    private static Batch batch(List<Column> columns, int first, int count) {
        Batch batch = Batch.allocate(columns.stream().map(Column::type).toList());
        for (int c = 0; c < columns.size(); c++) {
            for (int i = 0; i < count; i++) {
                Cells.set(batch.column(c), i, value(columns, c, first + i));
            }
        }
        batch.setRowCount(count);
        return batch;
    }

    private static Value value(List<Column> columns, int column, int row) {
        boolean isNull = columns == TYPES && column > 0 && (row + column) % 13 == 0;
        return isNull ? Value.NULL : columns.get(column).value().apply(row);
    }

    private static void load(Database database, String name, TableSchema schema, List<Column> columns, int rows) {
        try (TableSink sink = database.writer().createTableWithSink(name, schema)) {
            for (int first = 0, part = 0; first < rows; first += ColumnVector.BATCH_ROWS, part++) {
                try (TableSink.Part one = sink.part(part)) {
                    one.append(batch(columns, first, Math.min(ColumnVector.BATCH_ROWS, rows - first)));
                }
            }
            sink.commit();
        }
    }

    /// Makes the table `types` of `rows` rows in a segment and five in the delta.
    static void makeTypes(Database database, int rows) {
        load(database, "types", schema(TYPES), TYPES, rows);
        database.writer().insertRows("types", List.of(batch(TYPES, rows, 5)));
    }

    /// Makes the table `encodings`, and `archive` with the same values.
    static void makeEncodings(Database database, int rows) {
        load(database, "encodings", schema(ENCODINGS), ENCODINGS, rows);
        TableLayout archive = new TableLayout(new Clustering.FileOrder(), Compression.ARCHIVE);
        load(database, "archive", schema(ENCODINGS).withLayout(archive), ENCODINGS, rows);
    }

    /// Makes the table `filtered` with the values of `types`, and Bloom filters of all but the arrays.
    static void makeFiltered(Database database, int rows) {
        TableSchema plain = schema(TYPES);
        List<Integer> filtered = plain.columns().stream()
                .filter(column -> !(column.type() instanceof ArrayType))
                .map(ColumnDefinition::id)
                .toList();
        TableSchema schema = plain.withLayout(TableLayout.DEFAULT.withBloom(filtered));
        load(database, "filtered", schema, TYPES, rows);
        database.writer().insertRows("filtered", List.of(batch(TYPES, rows, 5)));
    }

    /// Makes a table of stars whose segment has several pages per column.
    static void makeStars(Database database, String name, int rows) {
        List<Column> columns = List.of(
                new Column("id", ScalarType.BIGINT, row -> Value.of(10L * row)),
                new Column("ra", ScalarType.DOUBLE, row -> Value.of(row * 360.0 / rows)),
                new Column("dec", ScalarType.DOUBLE, row -> Value.of((noise(row) >>> 11) * 0x1p-53 * 180 - 90)),
                new Column("mag", ScalarType.REAL, row -> Value.of((double) (float) ((noise(row) & 4095) / 200.0))),
                new Column("name", ScalarType.VARCHAR, row -> Value.of("field " + row % 12)),
                new Column("note", ScalarType.VARCHAR, row -> row % 4 == 0 ? Value.NULL : Value.of("n" + row)));
        try (TableSink sink = database.writer().createTableWithSink(name, schema(columns))) {
            try (TableSink.Part one = sink.part(0)) {
                for (int first = 0; first < rows; first += ColumnVector.BATCH_ROWS) {
                    one.append(batch(columns, first, Math.min(ColumnVector.BATCH_ROWS, rows - first)));
                }
            }
            sink.commit();
        }
        database.writer().insertRows(name, List.of(batch(columns, rows, 3)));
    }

    /// Answers the value that the table `types` has in a row.
    static Value type(int column, int row) {
        return value(TYPES, column, row);
    }

    /// Answers the value that the table `encodings` has in a row.
    static Value encoding(int column, int row) {
        return value(ENCODINGS, column, row);
    }

    static int typeColumns() {
        return TYPES.size();
    }

    static int encodingColumns() {
        return ENCODINGS.size();
    }
}
