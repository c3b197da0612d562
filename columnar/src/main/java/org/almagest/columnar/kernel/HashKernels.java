package org.almagest.columnar.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The hash of values by which Bloom filters find their bits (`docs/format/segment.md`): 64 bits, by
/// two rounds of xor-shift and multiply.
public final class HashKernels {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FIRST = 0x9E37_79B9_7F4A_7C15L;
    private static final long SECOND = 0xD6E8_FEB8_6659_FD93L;

    private HashKernels() {}

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
}
