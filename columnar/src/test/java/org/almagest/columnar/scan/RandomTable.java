package org.almagest.columnar.scan;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;

/// Rows made of a seed: every type, in shapes that lead to every encoding, with NULL, NaN,
/// infinities, both zeros and extremes among them.
public final class RandomTable {
    /// How the values of a column run.
    private enum Shape {
        RANDOM,
        FEW,
        CLUSTERED,
        CONSTANT,
        ALL_NULL
    }

    private final Random random;
    private final TableSchema schema;
    private final List<List<Value>> rows = new ArrayList<>();

    /// Makes a table with a column of every type but those `without`.
    public RandomTable(long seed, int rowCount, ScalarType... without) {
        random = new Random(seed);
        List<DataType> types = new ArrayList<>(List.of(ScalarType.values()));
        types.remove(ScalarType.NULL);
        types.removeAll(List.of(without));
        types.add(new DecimalType(9, 2));
        types.add(new DecimalType(30, 5));
        types.add(ArrayType.fixed(ScalarType.REAL, 3));
        types.add(ArrayType.variable(ScalarType.BIGINT));
        types.add(ArrayType.variable(ScalarType.VARCHAR));
        types.add(ArrayType.variable(new DecimalType(25, 0)));
        types.add(ArrayType.variable(ScalarType.BOOLEAN));
        types.add(ScalarType.DOUBLE);
        types.add(ScalarType.VARCHAR);
        types.add(ScalarType.BIGINT);
        List<ColumnDefinition> columns = new ArrayList<>();
        List<List<Value>> values = new ArrayList<>();
        for (int c = 0; c < types.size(); c++) {
            ColumnMeaning meaning = new ColumnMeaning("u" + c, "ucd." + c, "", "F8.3", "column " + c);
            columns.add(new ColumnDefinition(2 * c + 1, "c" + c, types.get(c), c % 3 != 0, meaning));
            values.add(column(types.get(c), rowCount));
        }
        schema = new TableSchema(columns, "made of seed " + seed, java.util.Map.of("TELESCOP", "none"));
        for (int r = 0; r < rowCount; r++) {
            int row = r;
            rows.add(values.stream().map(column -> column.get(row)).toList());
        }
    }

    public TableSchema schema() {
        return schema;
    }

    public List<List<Value>> rows() {
        return rows;
    }

    private List<Value> column(DataType type, int rowCount) {
        Shape shape = Shape.values()[random.nextInt(20) == 0 ? 4 : random.nextInt(4)];
        double nulls = random.nextInt(3) == 0 ? random.nextDouble() : 0;
        List<Value> few = IntStream.range(0, 1 + random.nextInt(20))
                .mapToObj(i -> value(type, 0))
                .toList();
        List<Value> values = new ArrayList<>();
        for (int r = 0; r < rowCount; r++) {
            Value value = switch (shape) {
                case RANDOM -> value(type, 0);
                case FEW -> few.get(random.nextInt(few.size()));
                case CLUSTERED -> value(type, r + 1);
                case CONSTANT -> few.getFirst();
                case ALL_NULL -> Value.NULL;
            };
            values.add(random.nextDouble() < nulls ? Value.NULL : value);
        }
        return values;
    }

    /// Makes a value; with a row number above 0 one that grows with it.
    public Value value(DataType type, int row) {
        return switch (type) {
            case ArrayType array -> {
                int length = array.isFixed() ? array.fixedLength() : random.nextInt(5);
                yield new Value.OfArray(IntStream.range(0, length)
                        .mapToObj(i -> random.nextInt(10) == 0 ? Value.NULL : value(array.element(), row))
                        .toList());
            }
            case DecimalType decimal ->
                decimal.precision() <= DecimalType.MAX_LONG_PRECISION
                        ? Value.of(row > 0 ? row : random.nextLong(1_000_000_000L))
                        : Value.of(
                                new BigInteger(decimal.precision() * 3, random).subtract(BigInteger.ONE.shiftLeft(60)));
            case ScalarType scalar -> scalar(scalar, row);
        };
    }

    private Value scalar(ScalarType type, int row) {
        return switch (type) {
            case NULL -> Value.NULL;
            case BOOLEAN -> Value.of(random.nextBoolean());
            case TINYINT -> Value.of((long) (byte) random.nextInt());
            case UTINYINT -> Value.of((long) random.nextInt(256));
            case SMALLINT -> Value.of((long) (short) random.nextInt());
            case USMALLINT -> Value.of((long) random.nextInt(65536));
            case INTEGER, DATE -> Value.of(row > 0 ? row / 3 : random.nextInt(8) == 0 ? extreme32() : random.nextInt());
            case UINTEGER -> Value.of(row > 0 ? row : random.nextInt() & 0xFFFF_FFFFL);
            case BIGINT, UBIGINT, TIME, TIMESTAMP, TIMESTAMPTZ ->
                Value.of(row > 0 ? row * 1000L - 70_000 : random.nextInt(8) == 0 ? extreme64() : random.nextLong());
            case INTERVAL ->
                Value.of(new IntervalValue(
                                random.nextInt(-1000, 1000), random.nextInt(), random.nextLong() >> random.nextInt(60))
                        .number());
            case REAL -> Value.of((double) (float) real(row));
            case DOUBLE -> Value.of(real(row));
            case VARCHAR, BLOB -> Value.of(text(row));
        };
    }

    private long extreme32() {
        return new long[] {Integer.MIN_VALUE, Integer.MAX_VALUE, 0, -1}[random.nextInt(4)];
    }

    private long extreme64() {
        return new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1}[random.nextInt(4)];
    }

    private double real(int row) {
        return switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> random.nextBoolean() ? 0.0 : -0.0;
            case 2 -> random.nextBoolean() ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            case 3, 4, 5 -> Math.round(random.nextGaussian() * 1000) / 100.0;
            default -> row > 0 ? row / 8.0 : random.nextGaussian() * 1e3;
        };
    }

    private String text(int row) {
        String word = List.of("Gaia DR3 ", "", "M", "été", "星", "\uD83D\uDE80 rocket", "a%b_c")
                .get(random.nextInt(7));
        int length = random.nextInt(40) == 0 ? random.nextInt(200) : random.nextInt(4);
        String tail = row > 0 ? String.format("%08d", row) : Long.toString(random.nextLong(1000), 36);
        return (row > 0 ? tail + word : word + tail) + "x".repeat(length);
    }
}
