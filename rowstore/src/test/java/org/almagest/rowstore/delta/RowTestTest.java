package org.almagest.rowstore.delta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.ValueRange;
import org.almagest.columnar.scan.ValueSet;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.junit.jupiter.api.Test;

/// Lists of values and of ranges against one comparison after the other.
final class RowTestTest {
    private static final int ROWS = 300;

    private static final List<DataType> TYPES = List.of(
            ScalarType.BOOLEAN,
            ScalarType.INTEGER,
            ScalarType.BIGINT,
            ScalarType.UBIGINT,
            new DecimalType(38, 2),
            ScalarType.REAL,
            ScalarType.DOUBLE,
            ScalarType.VARCHAR,
            ScalarType.BLOB);

    private final long seed = Long.getLong("almagest.seed", 41);
    private final Random random = new Random(seed);

    private Value value(DataType type) {
        if (random.nextInt(8) == 0) {
            return Value.NULL;
        }
        return switch (type.physical()) {
            case BOOLEAN -> Value.of((long) random.nextInt(2));
            case INT -> Value.of((long) random.nextInt(-40, 40));
            case LONG ->
                Value.of(random.nextInt(10) == 0 ? Long.MIN_VALUE + random.nextInt(3) : random.nextInt(-40, 40));
            case HUGE -> Value.of(BigInteger.valueOf(random.nextInt(-40, 40)).shiftLeft(random.nextInt(2) * 70));
            case FLOAT, DOUBLE -> Value.of(number());
            case BYTES -> bytes(type);
            case ARRAY -> throw new IllegalArgumentException("no arrays here: " + type);
        };
    }

    private double number() {
        return switch (random.nextInt(12)) {
            case 0 -> Double.NaN;
            case 1 -> -0.0;
            case 2 -> 0.0;
            case 3 -> Double.NEGATIVE_INFINITY;
            case 4 -> Double.longBitsToDouble(0xfff8000000000001L);
            default -> random.nextInt(-30, 30) * 0.5;
        };
    }

    private Value bytes(DataType type) {
        int length = random.nextInt(3);
        if (type == ScalarType.BLOB) {
            List<Byte> blob = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                blob.add((byte) (random.nextInt(8) - 4));
            }
            return new Value.OfBytes(blob);
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(
                    List.of("a", "b", "z", "\u00e9", "\uffee", "\ud83d\ude00").get(random.nextInt(6)));
        }
        return Value.of(text.toString());
    }

    private ColumnVector rows(DataType type) {
        ColumnVector vector = ColumnVector.allocate(type, ROWS);
        for (int i = 0; i < ROWS; i++) {
            Cells.set(vector, i, value(type));
        }
        return vector;
    }

    private List<Value> list(DataType type) {
        List<Value> list = new ArrayList<>();
        for (int left = random.nextInt(40); left > 0; left--) {
            list.add(value(type));
        }
        return list;
    }

    private static boolean holds(ColumnPredicate predicate, DataType type, ColumnVector vector, int row) {
        return RowTest.of(predicate, type).orElseThrow().holds(vector, row);
    }

    @Test
    void aListIsOneComparisonAfterTheOther() {
        for (DataType type : TYPES) {
            for (int round = 0; round < 20; round++) {
                ColumnVector vector = rows(type);
                List<Value> list = list(type);
                RowTest test = RowTest.of(new ColumnPredicate.In(0, list), type).orElseThrow();
                for (int i = 0; i < ROWS; i++) {
                    int row = i;
                    boolean expected = list.stream()
                            .anyMatch(value ->
                                    holds(new ColumnPredicate.Compare(0, Comparison.EQUAL, value), type, vector, row));
                    assertEquals(expected, test.holds(vector, i), () -> type + " in " + list + ", seed " + seed);
                }
            }
        }
    }

    @Test
    void rangesAreOneAfterTheOther() {
        for (DataType type : TYPES) {
            for (int round = 0; round < 20; round++) {
                ColumnVector vector = rows(type);
                List<Value> list =
                        list(type).stream().filter(value -> !value.isNull()).toList();
                ValueSet among =
                        ValueSet.of(new ColumnPredicate.In(0, list), type).orElseThrow();
                List<ValueRange> ranges = random.nextBoolean()
                        ? among.ranges()
                        : among.complement().ranges();
                RowTest test = RowTest.of(new ColumnPredicate.RangeSet(0, ranges), type)
                        .orElseThrow();
                for (int i = 0; i < ROWS; i++) {
                    int row = i;
                    boolean expected =
                            !vector.isNull(row) && ranges.stream().anyMatch(range -> isIn(range, type, vector, row));
                    assertEquals(expected, test.holds(vector, i), () -> type + " in " + ranges + ", seed " + seed);
                }
            }
        }
    }

    private static boolean isIn(ValueRange range, DataType type, ColumnVector vector, int row) {
        Comparison low = range.includesLow() ? Comparison.GREATER_OR_EQUAL : Comparison.GREATER;
        Comparison high = range.includesHigh() ? Comparison.LESS_OR_EQUAL : Comparison.LESS;
        return (!range.hasLow() || holds(new ColumnPredicate.Compare(0, low, range.low()), type, vector, row))
                && (!range.hasHigh() || holds(new ColumnPredicate.Compare(0, high, range.high()), type, vector, row));
    }

    @Test
    void valuesOfOtherKindsAreNotTested() {
        List<Value> mixed = List.of(Value.of(1L), Value.of("1"));
        for (DataType type : TYPES) {
            assertEquals(Optional.empty(), RowTest.of(new ColumnPredicate.In(0, mixed), type), type.toString());
        }
        ArrayType array = ArrayType.variable(ScalarType.BIGINT);
        assertEquals(PhysicalType.ARRAY, array.physical());
        assertEquals(Optional.empty(), RowTest.of(new ColumnPredicate.In(0, List.of(Value.of(1L))), array));
    }

    /// One comparison after the other would make ten thousand millions of them, in each of the two.
    @Test
    void aRowIsLookedUpAmongManyValues() {
        List<Value> even =
                LongStream.range(0, 20_000).mapToObj(i -> Value.of(2 * i)).toList();
        RowTest in =
                RowTest.of(new ColumnPredicate.In(0, even), ScalarType.BIGINT).orElseThrow();
        RowTest ranges = RowTest.of(
                        new ColumnPredicate.RangeSet(
                                0, even.stream().map(ValueRange::of).toList()),
                        ScalarType.BIGINT)
                .orElseThrow();
        LongColumnVector vector = new LongColumnVector(1_000);
        long found = 0;
        long foundInRanges = 0;
        for (int first = 0; first < 500_000; first += 1_000) {
            for (int i = 0; i < 1_000; i++) {
                vector.set(i, first + i);
                found += in.holds(vector, i) ? 1 : 0;
                foundInRanges += ranges.holds(vector, i) ? 1 : 0;
            }
        }
        assertEquals(20_000, found);
        assertEquals(20_000, foundInRanges);
    }
}
