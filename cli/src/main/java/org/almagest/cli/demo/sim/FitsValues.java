package org.almagest.cli.demo.sim;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The values of one column for some rows; arrays may be longer than the rows written.
public sealed interface FitsValues {
    /// 16-bit integers.
    record Shorts(short[] values) implements FitsValues {}

    /// 32-bit integers.
    record Ints(int[] values) implements FitsValues {}

    /// 64-bit integers.
    record Longs(long[] values) implements FitsValues {}

    /// 32-bit floats.
    record Floats(float[] values) implements FitsValues {}

    /// 64-bit floats.
    record Doubles(double[] values) implements FitsValues {}

    /// Texts of `width` bytes each, one after another.
    record Texts(byte[] values, int width) implements FitsValues {}

    /// Answers the column type that these values are.
    default FitsType type() {
        return switch (this) {
            case Shorts _ -> FitsType.SHORT;
            case Ints _ -> FitsType.INT;
            case Longs _ -> FitsType.LONG;
            case Floats _ -> FitsType.FLOAT;
            case Doubles _ -> FitsType.DOUBLE;
            case Texts _ -> FitsType.TEXT;
        };
    }

    /// Puts values `from` to `from + rows` into rows of `rowBytes`, at `offset` of each.
    default void put(byte[] out, int offset, int rowBytes, int from, int rows) {
        switch (this) {
            case Shorts(short[] v) -> {
                for (int i = 0, at = offset; i < rows; i++, at += rowBytes) {
                    BigEndian.SHORT.set(out, at, v[from + i]);
                }
            }
            case Ints(int[] v) -> {
                for (int i = 0, at = offset; i < rows; i++, at += rowBytes) {
                    BigEndian.INT.set(out, at, v[from + i]);
                }
            }
            case Longs(long[] v) -> {
                for (int i = 0, at = offset; i < rows; i++, at += rowBytes) {
                    BigEndian.LONG.set(out, at, v[from + i]);
                }
            }
            case Floats(float[] v) -> {
                for (int i = 0, at = offset; i < rows; i++, at += rowBytes) {
                    BigEndian.INT.set(out, at, Float.floatToIntBits(v[from + i]));
                }
            }
            case Doubles(double[] v) -> {
                for (int i = 0, at = offset; i < rows; i++, at += rowBytes) {
                    BigEndian.LONG.set(out, at, Double.doubleToLongBits(v[from + i]));
                }
            }
            case Texts(byte[] v, int width) -> {
                for (int i = 0, at = offset; i < rows; i++, at += rowBytes) {
                    System.arraycopy(v, (from + i) * width, out, at, width);
                }
            }
        }
    }

    /// Views of a byte array as big-endian numbers.
    final class BigEndian {
        static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
        static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
        static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

        private BigEndian() {}
    }
}
