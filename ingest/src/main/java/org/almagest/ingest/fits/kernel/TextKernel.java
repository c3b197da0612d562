package org.almagest.ingest.fits.kernel;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Copies fixed-width FITS strings: a NUL ends one, trailing blanks do not count.
public final class TextKernel {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN)
            .withInvokeExactBehavior();
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private TextKernel() {}

    /// Copies the string in `source[start .. start + width)` to `target` (with room for `width`
    /// bytes) and answers its length; where a byte is beyond ASCII, the complement of the length.
    /// Goes by words of eight bytes.
    public static int copy(byte[] source, int start, int width, byte[] target, int at) {
        long union = 0;
        int end = 0;
        for (; end + 8 <= width; end += 8) {
            long word = (long) LONG.get(source, start + end);
            long nul = word - ONES & ~word & HIGH_BITS;
            LONG.set(target, at + end, word);
            if (nul != 0) {
                int bits = Long.numberOfTrailingZeros(nul) & ~7;
                union |= word & (1L << bits) - 1;
                return length(source, start, end + (bits >>> 3), union);
            }
            union |= word;
        }
        for (; end < width; end++) {
            byte b = source[start + end];
            if (b == 0) {
                break;
            }
            target[at + end] = b;
            union |= b;
        }
        return length(source, start, end, union);
    }

    private static int length(byte[] source, int start, int end, long union) {
        int length = end;
        while (length > 0 && source[start + length - 1] == ' ') {
            length--;
        }
        return (union & HIGH_BITS) != 0 ? ~length : length;
    }
}
