package org.almagest.cli.output;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.junit.jupiter.api.Test;

final class CellTextTest {
    private static String text(DataType type, Value value) {
        ColumnVector vector = ColumnVector.allocate(type, ColumnVector.BATCH_ROWS);
        Cells.set(vector, 0, value);
        StringBuilder out = new StringBuilder();
        CellText.append(out, type, vector, 0);
        return out.toString();
    }

    @Test
    void floatsAreShortAndReadBack() {
        assertEquals("0.1", text(ScalarType.REAL, Value.of((double) 0.1f)));
        assertEquals("12345678.9", text(ScalarType.DOUBLE, Value.of(12345678.9)));
        assertEquals("2457389.123456", text(ScalarType.DOUBLE, Value.of(2457389.123456)));
        assertEquals("100000000.0", text(ScalarType.DOUBLE, Value.of(1e8)));
        assertEquals("0.00002", text(ScalarType.DOUBLE, Value.of(2e-5)));
        assertEquals("-1.5e-7", text(ScalarType.DOUBLE, Value.of(-1.5e-7)));
        assertEquals("6.02e23", text(ScalarType.DOUBLE, Value.of(6.02e23)));
        assertEquals("1e100", text(ScalarType.DOUBLE, Value.of(1e100)));
        assertEquals("-0.0", text(ScalarType.DOUBLE, Value.of(-0.0)));
        assertEquals("-Infinity", text(ScalarType.DOUBLE, Value.of(Double.NEGATIVE_INFINITY)));
        long seed = 20_260_101;
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            double value = i % 2 == 0
                    ? Double.longBitsToDouble(random.nextLong())
                    : random.nextInt() * Math.pow(10, random.nextInt(40) - 20);
            StringBuilder out = new StringBuilder();
            NumberText.append(out, value);
            assertEquals(value, Double.parseDouble(out.toString()), "seed " + seed + ", " + out);
        }
    }

    @Test
    void integersAreExact() {
        assertEquals("18446744073709551615", text(ScalarType.UBIGINT, Value.of(-1L)));
        assertEquals("4294967295", text(ScalarType.UINTEGER, Value.of(4294967295L)));
        assertEquals("-9223372036854775808", text(ScalarType.BIGINT, Value.of(Long.MIN_VALUE)));
        assertEquals("-0.05", text(new DecimalType(4, 2), Value.of(-5L)));
    }

    @Test
    void calendarIsIso() {
        assertEquals("2016-01-01", text(ScalarType.DATE, Value.of(16801L)));
        assertEquals("23:59:59.000001", text(ScalarType.TIME, Value.of(86_399_000_001L)));
        assertEquals("1969-12-31T23:59:59.75", text(ScalarType.TIMESTAMP, Value.of(-250_000L)));
        assertEquals("1970-01-01T00:00:00Z", text(ScalarType.TIMESTAMPTZ, Value.of(0L)));
    }

    @Test
    void restReadsNaturally() {
        assertEquals("true", text(ScalarType.BOOLEAN, Value.of(true)));
        assertEquals("\\x0aff", text(ScalarType.BLOB, new Value.OfBytes(List.of((byte) 10, (byte) -1))));
        DataType array = new ArrayType(ScalarType.REAL, List.of(2));
        assertEquals("[1.0, NULL]", text(array, new Value.OfArray(List.of(Value.of(1.0), Value.NULL))));
    }
}
