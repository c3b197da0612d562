package org.almagest.exec.rows;

import java.lang.foreign.MemorySegment;
import org.almagest.columnar.memory.NativeSpace;

/// Compares texts of kept rows by their bytes, where they stand; `RowBlock` has the form of a value.
final class KeptTexts {
    private static final long HEAD_BYTES = 4 * Long.BYTES;

    private KeptTexts() {}

    /// Compares the values that stand at two addresses.
    static int compare(long a, long b) {
        long lengthA = NativeSpace.ALL.get(NativeSpace.INT, a + 8);
        long lengthB = NativeSpace.ALL.get(NativeSpace.INT, b + 8);
        long from = NativeSpace.ALL.get(NativeSpace.LONG, a);
        long to = NativeSpace.ALL.get(NativeSpace.LONG, b);
        // Most texts differ in their first bytes, and a call for the others costs more than these.
        long head = Math.min(Math.min(lengthA, lengthB) & -Long.BYTES, HEAD_BYTES);
        for (long i = 0; i < head; i += Long.BYTES) {
            long left = NativeSpace.ALL.get(NativeSpace.KEY_WORD, from + i);
            long right = NativeSpace.ALL.get(NativeSpace.KEY_WORD, to + i);
            if (left != right) {
                return Long.compareUnsigned(left, right);
            }
        }
        long at = MemorySegment.mismatch(
                NativeSpace.ALL, from + head, from + lengthA, NativeSpace.ALL, to + head, to + lengthB);
        if (at < 0 || head + at == Math.min(lengthA, lengthB)) {
            return Long.compare(lengthA, lengthB);
        }
        at += head;
        return Byte.compareUnsigned(
                NativeSpace.ALL.get(NativeSpace.BYTE, from + at), NativeSpace.ALL.get(NativeSpace.BYTE, to + at));
    }

    /// Answers whether the value at an address has these bytes.
    static boolean equal(long at, byte[] bytes, int start, int length) {
        if (NativeSpace.ALL.get(NativeSpace.INT, at + 8) != length) {
            return false;
        }
        long address = NativeSpace.ALL.get(NativeSpace.LONG, at);
        MemorySegment others = MemorySegment.ofArray(bytes);
        return MemorySegment.mismatch(NativeSpace.ALL, address, address + length, others, start, (long) start + length)
                < 0;
    }
}
