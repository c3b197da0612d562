package org.almagest.columnar.spill;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.almagest.columnar.memory.NativeSpace;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;

/// Layout of a row that is sorted or spilled, in memory and in files alike.
///
/// ```text
///  0  u32  bytes of the row
///  4  u32  bytes k of its key
///  8       the key: normalised bytes, then u64 the row's number, high byte first; none (k = 0) where
///          rows are not sorted
///  8+k     validity: a bit per column, set where there is a value
///          a slot per column: BOOLEAN 1 byte, INT and FLOAT 4, LONG and DOUBLE 8, HUGE 16 (high
///          half first); BYTES and ARRAY u32 offset from 8+k, u32 bytes
///          text and arrays (ArrayBytes)
/// ```
///
/// The row's number, its part and its place in it, makes every key another one: equal keys stay in
/// the order in which they came.
public final class RowFormat {
    public static final int KEY = 8;
    static final int NUMBER_BYTES = 8;

    private final List<DataType> types;
    private final int[] slots;
    private final int fixedBytes;

    public RowFormat(List<DataType> types) {
        this.types = List.copyOf(types);
        slots = new int[types.size()];
        int at = validityBytes();
        for (int c = 0; c < slots.length; c++) {
            slots[c] = at;
            at += slotBytes(types.get(c).physical());
        }
        fixedBytes = at;
    }

    private static int slotBytes(PhysicalType type) {
        return switch (type) {
            case BOOLEAN -> 1;
            case INT, FLOAT -> 4;
            case LONG, DOUBLE, BYTES, ARRAY -> 8;
            case HUGE -> 16;
        };
    }

    public List<DataType> types() {
        return types;
    }

    int validityBytes() {
        return types.size() + 7 >>> 3;
    }

    /// Answers where a column's slot is, counted from the end of the key.
    int slot(int column) {
        return slots[column];
    }

    /// Answers the bytes of a row without a key of which all is NULL: zeros are such a row.
    public long nullRowBytes() {
        return KEY + (long) fixedBytes;
    }

    /// Answers the bytes of validity and slots.
    int fixedBytes() {
        return fixedBytes;
    }

    /// Answers the bytes of the row at an address.
    public static int bytes(long row) {
        return NativeSpace.ALL.get(NativeSpace.INT, row);
    }

    /// Answers the first word of the key of the row at an address.
    public static long prefix(long row) {
        return NativeSpace.ALL.get(NativeSpace.KEY_WORD, row + KEY);
    }

    /// Answers the first eight bytes of a key as a word, which a shorter one has followed by zeros.
    public static long prefix(byte[] key) {
        long word = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            word = word << 8 | (i < key.length ? key[i] & 0xFF : 0);
        }
        return word;
    }

    /// Copies the key of a row, at most so many bytes of it.
    static byte[] key(long row, int mostBytes) {
        int bytes = (int) Math.min(mostBytes, values(row) - row - KEY);
        byte[] copy = new byte[bytes];
        MemorySegment.copy(NativeSpace.ALL, NativeSpace.BYTE, row + KEY, copy, 0, bytes);
        return copy;
    }

    /// Compares the key of a row with another key.
    public static int compare(long row, byte[] key) {
        int bytes = (int) (values(row) - row - KEY);
        int both = Math.min(bytes, key.length);
        for (int i = 0; i < both; i++) {
            int order = Byte.compareUnsigned(NativeSpace.ALL.get(NativeSpace.BYTE, row + KEY + i), key[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(bytes, key.length);
    }

    /// Answers the end of the key.
    static long values(long row) {
        return row + KEY + NativeSpace.ALL.get(NativeSpace.INT, row + 4);
    }

    /// Compares the keys of two rows; they differ.
    public static int compare(long a, long b) {
        long aEnd = values(a);
        long bEnd = values(b);
        long at = MemorySegment.mismatch(NativeSpace.ALL, a + KEY, aEnd, NativeSpace.ALL, b + KEY, bEnd);
        if (at < 0 || a + KEY + at == aEnd || b + KEY + at == bEnd) {
            return Long.compare(aEnd - a, bEnd - b);
        }
        return Byte.compareUnsigned(
                NativeSpace.ALL.get(NativeSpace.BYTE, a + KEY + at),
                NativeSpace.ALL.get(NativeSpace.BYTE, b + KEY + at));
    }
}
