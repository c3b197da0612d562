package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Decode kernels in plain Java: the specification of what [VectorDecode] computes, and the choice
/// wherever that one is absent or slow. Arguments as in [DecodeKernels].
final class ScalarDecode {
    private static final ValueLayout.OfLong I64 = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle ARRAY_I64 =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private ScalarDecode() {}

    static void unpackInts(MemorySegment page, long offset, int width, int base, int count, int[] out) {
        long mask = (1L << width) - 1;
        for (int i = 0; i < count; i++) {
            int bit = i * width;
            out[i] = base + (int) (page.get(I64, offset + (bit >>> 3)) >>> (bit & 7) & mask);
        }
    }

    static void unpackLongs(MemorySegment page, long offset, int width, long base, int count, long[] out) {
        long mask = (1L << width) - 1;
        for (int i = 0; i < count; i++) {
            int bit = i * width;
            out[i] = base + (page.get(I64, offset + (bit >>> 3)) >>> (bit & 7) & mask);
        }
    }

    static void alpDoubles(
            MemorySegment page,
            long offset,
            int width,
            long base,
            double factor,
            double fraction,
            int count,
            double[] out) {
        long mask = (1L << width) - 1;
        for (int i = 0; i < count; i++) {
            int bit = i * width;
            long digits = base + (page.get(I64, offset + (bit >>> 3)) >>> (bit & 7) & mask);
            out[i] = (double) digits * factor * fraction;
        }
    }

    static void alpFloats(MemorySegment page, long offset, int width, int base, double scale, int count, float[] out) {
        long mask = (1L << width) - 1;
        for (int i = 0; i < count; i++) {
            int bit = i * width;
            int digits = base + (int) (page.get(I64, offset + (bit >>> 3)) >>> (bit & 7) & mask);
            out[i] = (float) (digits * scale);
        }
    }

    static void joinDoubles(
            MemorySegment page,
            long rightAt,
            int rightBits,
            long codesAt,
            int codeBits,
            long[] lefts,
            int count,
            double[] out) {
        long mask = (1L << rightBits) - 1;
        for (int i = 0; i < count; i++) {
            int bit = i * rightBits;
            int codeBit = i * codeBits;
            long right = page.get(I64, rightAt + (bit >>> 3)) >>> (bit & 7) & mask;
            int code = (int) (page.get(I64, codesAt + (codeBit >>> 3)) >>> (codeBit & 7)) & 7;
            out[i] = Double.longBitsToDouble(lefts[code] | right);
        }
    }

    static void joinFloats(
            MemorySegment page,
            long rightAt,
            int rightBits,
            long codesAt,
            int codeBits,
            long[] lefts,
            int count,
            float[] out) {
        long mask = (1L << rightBits) - 1;
        for (int i = 0; i < count; i++) {
            int bit = i * rightBits;
            int codeBit = i * codeBits;
            long right = page.get(I64, rightAt + (bit >>> 3)) >>> (bit & 7) & mask;
            int code = (int) (page.get(I64, codesAt + (codeBit >>> 3)) >>> (codeBit & 7)) & 7;
            out[i] = Float.intBitsToFloat((int) (lefts[code] | right));
        }
    }

    static void sumLongs(long[] inOut, int count, long start, int shift, long base) {
        long sum = start;
        for (int i = 0; i < count; i++) {
            sum += inOut[i];
            inOut[i] = base + (sum << shift);
        }
    }

    static void expandInts(int[] inOut, long[] validity, int rows, int values) {
        int next = values;
        for (int i = rows - 1; i >= 0; i--) {
            int bit = (int) (validity[i >>> 6] >>> i) & 1;
            next -= bit;
            inOut[i] = inOut[next] & -bit;
        }
    }

    static void expandLongs(long[] inOut, long[] validity, int rows, int values) {
        int next = values;
        for (int i = rows - 1; i >= 0; i--) {
            long bit = validity[i >>> 6] >>> i & 1;
            next -= (int) bit;
            inOut[i] = inOut[next] & -bit;
        }
    }

    static void expandFloats(float[] inOut, long[] validity, int rows, int values) {
        int next = values;
        for (int i = rows - 1; i >= 0; i--) {
            int bit = (int) (validity[i >>> 6] >>> i) & 1;
            next -= bit;
            float value = inOut[next];
            inOut[i] = bit != 0 ? value : 0;
        }
    }

    static void expandDoubles(double[] inOut, long[] validity, int rows, int values) {
        int next = values;
        for (int i = rows - 1; i >= 0; i--) {
            int bit = (int) (validity[i >>> 6] >>> i) & 1;
            next -= bit;
            double value = inOut[next];
            inOut[i] = bit != 0 ? value : 0;
        }
    }

    static void copyPrefixed(
            MemorySegment page, long prefix, int prefixLength, long suffixes, int[] lengths, int count, byte[] out) {
        int to = 0;
        long from = suffixes;
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < prefixLength; k += 8) {
                ARRAY_I64.set(out, to + k, page.get(I64, prefix + k));
            }
            int suffixLength = lengths[i] - prefixLength;
            for (int k = 0; k < suffixLength; k += 8) {
                ARRAY_I64.set(out, to + prefixLength + k, page.get(I64, from + k));
            }
            to += lengths[i];
            from += suffixLength;
        }
    }
}
