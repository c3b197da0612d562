package org.almagest.columnar.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Updates the registers of a HyperLogLog sketch with the values of a run of rows.
///
/// ```text
/// hash      64 bits of a value: two rounds of xor-shift and multiply
/// register  the hash's first `bits` bits
/// rank      1 + the zeros that lead the others; a register keeps the greatest
/// ```
///
/// `validity` is a bitmap over the same rows as `values`, or empty when every row is valid; NULL is
/// no value. Integers of every width hash alike; so do both zeros, and all NaN.
public final class DistinctKernels {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FIRST = 0x9E37_79B9_7F4A_7C15L;
    private static final long SECOND = 0xD6E8_FEB8_6659_FD93L;

    private DistinctKernels() {}

    /// Answers the hash of 64 bits.
    public static long hash(long value) {
        long h = (value ^ value >>> 32) * FIRST;
        h = (h ^ h >>> 29) * SECOND;
        return h ^ h >>> 32;
    }

    /// Answers the hash of a byte string.
    public static long hash(byte[] bytes, int start, int length) {
        long h = length * FIRST;
        int at = start;
        int end = start + length;
        while (end - at >= 8) {
            h = (h ^ (long) LONG.get(bytes, at)) * SECOND;
            h ^= h >>> 32;
            at += 8;
        }
        long rest = 0;
        for (int shift = 0; at < end; shift += 8) {
            rest |= (bytes[at++] & 0xFFL) << shift;
        }
        return hash(h ^ rest);
    }

    /// Takes one hash.
    public static void update(long hash, byte[] registers, int bits) {
        int register = (int) (hash >>> -bits);
        int rank = Long.numberOfLeadingZeros(hash << bits | 1L << (bits - 1)) + 1;
        if (rank > registers[register]) {
            registers[register] = (byte) rank;
        }
    }

    private static boolean isNull(long[] validity, int row) {
        return validity.length != 0 && (validity[row >>> 6] >>> row & 1) == 0;
    }

    public static void ints(int[] values, long[] validity, int from, int count, byte[] registers, int bits) {
        for (int i = from; i < from + count; i++) {
            if (!isNull(validity, i)) {
                update(hash(values[i]), registers, bits);
            }
        }
    }

    public static void longs(long[] values, long[] validity, int from, int count, byte[] registers, int bits) {
        for (int i = from; i < from + count; i++) {
            if (!isNull(validity, i)) {
                update(hash(values[i]), registers, bits);
            }
        }
    }

    public static void floats(float[] values, long[] validity, int from, int count, byte[] registers, int bits) {
        for (int i = from; i < from + count; i++) {
            if (!isNull(validity, i)) {
                update(hash(Double.doubleToLongBits(values[i] + 0.0)), registers, bits);
            }
        }
    }

    public static void doubles(double[] values, long[] validity, int from, int count, byte[] registers, int bits) {
        for (int i = from; i < from + count; i++) {
            if (!isNull(validity, i)) {
                update(hash(Double.doubleToLongBits(values[i] + 0.0)), registers, bits);
            }
        }
    }

    /// Takes 128-bit integers in halves.
    public static void huges(
            long[] high, long[] low, long[] validity, int from, int count, byte[] registers, int bits) {
        for (int i = from; i < from + count; i++) {
            if (!isNull(validity, i)) {
                update(hash(hash(high[i]) ^ low[i]), registers, bits);
            }
        }
    }

    /// Takes byte strings: row `i` is `bytes[offsets[i] .. offsets[i + 1])`.
    public static void bytes(
            int[] offsets, byte[] bytes, long[] validity, int from, int count, byte[] registers, int bits) {
        for (int i = from; i < from + count; i++) {
            if (!isNull(validity, i)) {
                update(hash(bytes, offsets[i], offsets[i + 1] - offsets[i]), registers, bits);
            }
        }
    }

    /// Raises registers to what others of the same number have seen.
    public static void merge(byte[] registers, byte[] others) {
        for (int i = 0; i < registers.length; i++) {
            registers[i] = (byte) Math.max(registers[i], others[i]);
        }
    }
}
