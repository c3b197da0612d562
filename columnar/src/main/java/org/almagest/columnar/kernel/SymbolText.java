package org.almagest.columnar.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Expands text whose bytes stand for symbols of up to eight bytes: one eight-byte store and one
/// addition per code.
///
/// Code 255 says that the next byte stands for itself; a code whose symbol has length 0 stands for
/// nothing and is damage.
public final class SymbolText {
    private static final VarHandle ARRAY_I64 =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int ESCAPE = 255;

    private SymbolText() {}

    /// Expands `count` strings of `lengths[i]` codes each, one behind the other, and leaves their
    /// lengths in place of those; answers the bytes written, -1 for damage or more than `limit`.
    /// `out` has 128 bytes more than the limit.
    public static int expandAll(
            MemorySegment page,
            long from,
            int[] lengths,
            int count,
            long[] symbols,
            int[] symbolLengths,
            byte[] out,
            int limit) {
        long at = from;
        int to = 0;
        for (int i = 0; i < count; i++) {
            int codes = lengths[i];
            int end = to + 8L * codes <= limit + 64L
                    ? expand(page, at, codes, symbols, symbolLengths, out, to)
                    : expandWithin(page, at, codes, symbols, symbolLengths, out, to, limit);
            if (end < 0 || end > limit) {
                return -1;
            }
            lengths[i] = end - to;
            at += codes;
            to = end;
        }
        return to;
    }

    /// Expands the codes of one string to `out` at `to` and answers where they end, -1 for damage.
    /// `out` has room for 8 bytes per code, and 8.
    public static int expand(
            MemorySegment page, long from, int codes, long[] symbols, int[] symbolLengths, byte[] out, int to) {
        int at = to;
        long end = from + codes;
        for (long i = from; i < end; i++) {
            int code = page.get(ValueLayout.JAVA_BYTE, i) & 0xFF;
            if (code == ESCAPE) {
                if (++i == end) {
                    return -1;
                }
                out[at++] = page.get(ValueLayout.JAVA_BYTE, i);
            } else {
                int length = symbolLengths[code];
                if (length == 0) {
                    return -1;
                }
                ARRAY_I64.set(out, at, symbols[code]);
                at += length;
            }
        }
        return at;
    }

    /// Expands as [#expand], and answers -1 instead of passing `limit`.
    private static int expandWithin(
            MemorySegment page,
            long from,
            int codes,
            long[] symbols,
            int[] symbolLengths,
            byte[] out,
            int to,
            int limit) {
        int at = to;
        // Never more codes at once than fit whatever they stand for; an escape is not cut from its byte.
        for (int done = 0; done < codes; ) {
            int code = page.get(ValueLayout.JAVA_BYTE, from + done) & 0xFF;
            int step = code == ESCAPE ? 2 : 1;
            if (at >= limit || done + step > codes) {
                return -1;
            }
            at = expand(page, from + done, step, symbols, symbolLengths, out, at);
            if (at < 0) {
                return -1;
            }
            done += step;
        }
        return at;
    }
}
