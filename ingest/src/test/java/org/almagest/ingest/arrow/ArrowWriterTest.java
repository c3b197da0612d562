package org.almagest.ingest.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.FileInputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.RandomTable;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.PeriodDuration;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.types.pojo.Field;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Arrow's own reader reads what was written: every type, with NULLs, over several record batches.
final class ArrowWriterTest {
    private static final long SEED = Long.getLong("almagest.seed", 20261127);

    @TempDir
    Path folder;

    private Path write(TableSchema schema, List<List<Value>> rows) {
        Path path = folder.resolve("t.arrow");
        MemoryBudget budget = MemoryBudget.root(256L << 20);
        List<DataType> types =
                schema.columns().stream().map(ColumnDefinition::type).toList();
        try (ArrowWriter writer = new ArrowWriter(new LocalFileSystem(), path.toString(), schema, budget)) {
            for (int from = 0; from < rows.size(); from += ColumnVector.BATCH_ROWS) {
                Batch batch = Batch.allocate(types);
                int count = Math.min(ColumnVector.BATCH_ROWS, rows.size() - from);
                for (int c = 0; c < types.size(); c++) {
                    batch.column(c).reset();
                    for (int r = 0; r < count; r++) {
                        Cells.set(batch.column(c), r, rows.get(from + r).get(c));
                    }
                }
                batch.setRowCount(count);
                writer.append(batch);
            }
            writer.finish();
        }
        return path;
    }

    private static List<List<Object>> read(Path path, List<Field> fields) throws Exception {
        List<List<Object>> rows = new ArrayList<>();
        try (RootAllocator allocator = new RootAllocator();
                FileInputStream file = new FileInputStream(path.toFile());
                ArrowFileReader reader = new ArrowFileReader(file.getChannel(), allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            fields.addAll(root.getSchema().getFields());
            while (reader.loadNextBatch()) {
                for (int r = 0; r < root.getRowCount(); r++) {
                    List<Object> row = new ArrayList<>();
                    for (FieldVector vector : root.getFieldVectors()) {
                        row.add(vector.isNull(r) ? null : vector.getObject(r));
                    }
                    rows.add(row);
                }
            }
        }
        return rows;
    }

    /// Answers what Arrow's vectors give for a value.
    private static String expected(Value value, DataType type) {
        return switch (value) {
            case Value.Null _ -> "null";
            case Value.OfLong(long number) when type == ScalarType.BOOLEAN -> String.valueOf(number != 0);
            case Value.OfLong(long number)
            when type instanceof DecimalType d ->
                BigDecimal.valueOf(number, d.scale()).toPlainString();
            case Value.OfLong(long number) -> Long.toString(number);
            case Value.OfHuge(var number)
            when type == ScalarType.INTERVAL -> {
                IntervalValue interval = IntervalValue.ofNumber(number);
                yield interval.months() + " " + interval.days() + " " + interval.micros();
            }
            case Value.OfHuge(var number) -> new BigDecimal(number, ((DecimalType) type).scale()).toPlainString();
            case Value.OfDouble(double number) when type == ScalarType.REAL -> Float.toString((float) number);
            case Value.OfDouble(double number) -> Double.toString(number);
            case Value.OfText(String text) -> type == ScalarType.BLOB ? "bytes" : text;
            case Value.OfBytes _ -> "bytes";
            case Value.OfArray(var elements) ->
                elements.stream()
                        .map(element -> expected(element, ((ArrayType) type).element()))
                        .toList()
                        .toString();
        };
    }

    private static String shown(Object value, DataType type) {
        return switch (value) {
            case null -> "null";
            case Byte b when type == ScalarType.UTINYINT -> Integer.toString(b & 0xFF);
            case Character c -> Integer.toString(c);
            case Integer i when type == ScalarType.UINTEGER -> Integer.toUnsignedString(i);
            case BigDecimal decimal -> decimal.toPlainString();
            case java.time.LocalDateTime time ->
                Long.toString(java.time.temporal.ChronoUnit.MICROS.between(
                        java.time.LocalDateTime.of(1970, 1, 1, 0, 0), time));
            case PeriodDuration interval ->
                interval.getPeriod().toTotalMonths() + " "
                        + interval.getPeriod().getDays() + " "
                        + interval.getDuration().toNanos() / 1000;
            case byte[] _ -> "bytes";
            case List<?> list -> {
                List<String> elements = new ArrayList<>();
                list.forEach(element -> elements.add(shown(element, ((ArrayType) type).element())));
                yield elements.toString();
            }
            default -> value.toString();
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 1024, 3000, 70_000})
    void arrowReadsEveryType(int count) throws Exception {
        System.out.println("seed " + SEED);
        RandomTable random = new RandomTable(SEED + count, count);
        // Arrow keeps nanoseconds of intervals: what does not fit is refused, which another test sees.
        List<List<Value>> rows =
                random.rows().stream().map(row -> within(row, random.schema())).toList();
        List<Field> fields = new ArrayList<>();
        List<List<Object>> found = read(write(random.schema(), rows), fields);
        assertEquals(rows.size(), found.size());
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < random.schema().columnCount(); c++) {
                DataType type = random.schema().column(c).type();
                String name = fields.get(c).getName() + " (" + type.sqlName() + ") of row " + r;
                assertEquals(
                        expected(rows.get(r).get(c), type), shown(found.get(r).get(c), type), name);
            }
        }
        assertEquals("u1", fields.get(1).getMetadata().get("unit"));
        assertEquals("ucd.1", fields.get(1).getMetadata().get("ucd"));
    }

    private static List<Value> within(List<Value> row, TableSchema schema) {
        List<Value> kept = new ArrayList<>();
        for (int c = 0; c < row.size(); c++) {
            boolean interval = schema.column(c).type() == ScalarType.INTERVAL;
            kept.add(interval && row.get(c) instanceof Value.OfHuge(var number) ? within(number) : row.get(c));
        }
        return kept;
    }

    private static Value within(java.math.BigInteger number) {
        IntervalValue interval = IntervalValue.ofNumber(number);
        return Value.of(new IntervalValue(interval.months(), interval.days(), interval.micros() / 1_000_000).number());
    }

    @Test
    void whatIsNotFinishedLeavesNothing() throws Exception {
        TableSchema schema = new RandomTable(SEED, 1).schema();
        ArrowWriter writer = new ArrowWriter(
                new LocalFileSystem(), folder.resolve("t.arrow").toString(), schema, MemoryBudget.root(64L << 20));
        writer.close();
        try (Stream<Path> left = Files.list(folder)) {
            assertFalse(left.findAny().isPresent());
        }
    }
}
