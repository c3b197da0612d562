package org.almagest.ingest.fits.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Gathers big-endian elements that stand `stride` bytes apart into flat arrays: element i of
/// `count` at `source[start + i * stride]` goes to `target[at + i]`. The stride is the row's size
/// for a column of scalars and the element's size for a vector cell.
///
/// One strided load and one byte swap per element: the transposition is bound by memory, so there
/// is no second form for the Vector API.
public final class BigEndianKernel {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private BigEndianKernel() {}

    public static int intAt(byte[] source, int at) {
        return (int) INT.get(source, at);
    }

    public static long longAt(byte[] source, int at) {
        return (long) LONG.get(source, at);
    }

    /// Reads unsigned bytes and adds a bias.
    public static void bytes(byte[] source, int start, int stride, int count, int bias, int[] target, int at) {
        for (int i = 0, p = start; i < count; i++, p += stride) {
            target[at + i] = (source[p] & 0xFF) + bias;
        }
    }

    public static void shorts(byte[] source, int start, int stride, int count, int bias, int[] target, int at) {
        for (int i = 0, p = start; i < count; i++, p += stride) {
            target[at + i] = (short) SHORT.get(source, p) + bias;
        }
    }

    public static void ints(byte[] source, int start, int stride, int count, int[] target, int at) {
        for (int i = 0, p = start; i < count; i++, p += stride) {
            target[at + i] = (int) INT.get(source, p);
        }
    }

    /// Reads 32-bit integers and adds a bias in 64 bits.
    public static void wideInts(byte[] source, int start, int stride, int count, long bias, long[] target, int at) {
        for (int i = 0, p = start; i < count; i++, p += stride) {
            target[at + i] = (int) INT.get(source, p) + bias;
        }
    }

    /// Reads 64-bit integers and flips the bits of `flip`: the sign bit adds or takes 2^63.
    public static void longs(byte[] source, int start, int stride, int count, long flip, long[] target, int at) {
        for (int i = 0, p = start; i < count; i++, p += stride) {
            target[at + i] = (long) LONG.get(source, p) ^ flip;
        }
    }

    public static void floats(byte[] source, int start, int stride, int count, float[] target, int at) {
        for (int i = 0, p = start; i < count; i++, p += stride) {
            target[at + i] = Float.intBitsToFloat((int) INT.get(source, p));
        }
    }

    public static void doubles(byte[] source, int start, int stride, int count, double[] target, int at) {
        for (int i = 0, p = start; i < count; i++, p += stride) {
            target[at + i] = Double.longBitsToDouble((long) LONG.get(source, p));
        }
    }

    /// Reads floats as doubles.
    public static void wideFloats(byte[] source, int start, int stride, int count, double[] target, int at) {
        for (int i = 0, p = start; i < count; i++, p += stride) {
            target[at + i] = Float.intBitsToFloat((int) INT.get(source, p));
        }
    }

    /// Reads logicals: 1 for `T`, otherwise 0.
    public static void logicals(byte[] source, int start, int stride, int count, byte[] target, int at) {
        for (int i = 0, p = start; i < count; i++, p += stride) {
            target[at + i] = (byte) (source[p] == 'T' ? 1 : 0);
        }
    }

    /// Reads the most significant bit of each byte.
    public static void topBits(byte[] source, int start, int stride, int count, byte[] target, int at) {
        for (int i = 0, p = start; i < count; i++, p += stride) {
            target[at + i] = (byte) (source[p] >>> 7 & 1);
        }
    }

    /// Reads `count` packed bits, the most significant one of each byte first.
    public static void bits(byte[] source, int start, int count, byte[] target, int at) {
        for (int i = 0; i < count; i++) {
            target[at + i] = (byte) (source[start + (i >>> 3)] >>> (7 - (i & 7)) & 1);
        }
    }
}
