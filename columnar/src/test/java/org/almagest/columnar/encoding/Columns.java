package org.almagest.columnar.encoding;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/// Makes columns for tests.
final class Columns {
    private Columns() {}

    static ColumnValues ints(int rows, long[] validity, IntUnaryOperator value) {
        return new ColumnValues.Ints(IntStream.range(0, rows).map(value).toArray(), validity, rows);
    }

    static ColumnValues longs(int rows, long[] validity, IntToLongFunction value) {
        return new ColumnValues.Longs(IntStream.range(0, rows).mapToLong(value).toArray(), validity, rows);
    }

    static ColumnValues doubles(int rows, long[] validity, IntToDoubleFunction value) {
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = value.applyAsDouble(i);
        }
        return new ColumnValues.Doubles(values, validity, rows);
    }

    /// Makes floats from their bits, so that NaN keeps its payload.
    static ColumnValues floats(int rows, long[] validity, IntUnaryOperator bits) {
        float[] values = new float[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = Float.intBitsToFloat(bits.applyAsInt(i));
        }
        return new ColumnValues.Floats(values, validity, rows);
    }

    static ColumnValues bytes(int rows, long[] validity, IntFunction<byte[]> value) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        int[] offsets = new int[rows + 1];
        for (int i = 0; i < rows; i++) {
            all.writeBytes(value.apply(i));
            offsets[i + 1] = all.size();
        }
        return new ColumnValues.Bytes(offsets, all.toByteArray(), validity, rows);
    }

    static byte[] randomBytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /// Integers at both ends, alternating, rising by more than fits.
    static List<ColumnValues> extremeInts() {
        long[] all = ColumnValues.ALL_VALID;
        return List.of(
                ints(2000, all, i -> i % 2 == 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE),
                ints(1500, all, i -> Integer.MAX_VALUE - i % 3),
                ints(1500, all, i -> Integer.MIN_VALUE + i % 3),
                ints(1024, all, i -> i % 2 == 0 ? -1 : 0));
    }

    static List<ColumnValues> extremeLongs() {
        long[] all = ColumnValues.ALL_VALID;
        return List.of(
                longs(2000, all, i -> i % 2 == 0 ? Long.MIN_VALUE : Long.MAX_VALUE),
                longs(1500, all, i -> Long.MAX_VALUE - i % 3),
                longs(1500, all, i -> Long.MIN_VALUE + i % 3),
                longs(1500, all, i -> i % 2 == 0 ? 0 : (1L << 57) - 1),
                longs(1500, all, i -> i % 2 == 0 ? 0 : 1L << 57),
                longs(1024, all, i -> i % 2 == 0 ? -1 : 0));
    }

    private static final long[] ODD_DOUBLES = {
        0x0000_0000_0000_0000L,
        0x8000_0000_0000_0000L,
        0x7FF8_0000_0000_0000L,
        0x7FF8_0000_DEAD_BEEFL,
        0xFFF0_0000_0000_0001L,
        0x7FF0_0000_0000_0000L,
        0xFFF0_0000_0000_0000L,
        Double.doubleToRawLongBits(Double.MIN_VALUE),
        Double.doubleToRawLongBits(Double.MAX_VALUE),
        Double.doubleToRawLongBits(0.1),
        Double.doubleToRawLongBits(-123.456),
        Double.doubleToRawLongBits(9007199254740993.0)
    };

    private static final int[] ODD_FLOATS = {
        0,
        0x8000_0000,
        0x7FC0_0000,
        0x7FC0_BEEF,
        0xFF80_0001,
        0x7F80_0000,
        0xFF80_0000,
        Float.floatToRawIntBits(Float.MIN_VALUE),
        Float.floatToRawIntBits(Float.MAX_VALUE),
        Float.floatToRawIntBits(0.1f),
        Float.floatToRawIntBits(-123.456f),
        Float.floatToRawIntBits(16777217f)
    };

    static List<ColumnValues> extremeDoubles() {
        long[] all = ColumnValues.ALL_VALID;
        return List.of(
                doubles(1500, all, i -> Double.longBitsToDouble(ODD_DOUBLES[i % ODD_DOUBLES.length])),
                doubles(1500, all, i -> i % 2 == 0 ? 0.0 : -0.0),
                doubles(3000, all, i -> i % 40 == 0 ? Double.longBitsToDouble(ODD_DOUBLES[i / 40 % 12]) : i / 100.0));
    }

    static List<ColumnValues> extremeFloats() {
        long[] all = ColumnValues.ALL_VALID;
        return List.of(
                floats(1500, all, i -> ODD_FLOATS[i % ODD_FLOATS.length]),
                floats(1500, all, i -> i % 2 == 0 ? 0 : 0x8000_0000),
                floats(3000, all, i -> i % 40 == 0 ? ODD_FLOATS[i / 40 % 12] : Float.floatToRawIntBits(i / 100f)));
    }

    static List<ColumnValues> extremeBytes() {
        long[] all = ColumnValues.ALL_VALID;
        return List.of(
                bytes(1500, all, i -> new byte[0]),
                bytes(1500, all, i -> new byte[i % 2 * 3000]),
                bytes(1500, all, i -> new byte[64 + i % 2]),
                bytes(
                        1500,
                        all,
                        i -> ("the same first words of a name that is rather long, more than 64 bytes " + i % 50)
                                .getBytes()),
                bytes(1500, all, i -> new byte[] {(byte) (i % 2 * 255), (byte) i}));
    }
}
