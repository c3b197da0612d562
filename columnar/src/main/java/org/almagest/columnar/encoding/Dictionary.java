package org.almagest.columnar.encoding;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.Supplier;
import org.almagest.columnar.error.CorruptionException;

/// The distinct values of a column chunk, opened for reading: immutable, on the heap, shared by
/// threads.
///
/// ```text
///  0  u8   dictionary format version, 1
///  1  u8   value kind id (ValueKind)
///  2  u16  0
///  4  u32  entries n, 1 to 65,536
///  8  numbers: n x value, 4 or 8 bytes
///     BYTES:   u32 x (n + 1) offsets from the first byte behind them, starting with 0; then the bytes
/// ```
///
/// A writer leaves entries distinct and ascending: integers signed, floats by their bits taken as
/// signed integers, byte strings unsigned from the first byte on. A reader need not rely on it.
public final class Dictionary {
    static final int VERSION = 1;
    static final int HEADER_BYTES = 8;

    /// Most entries, so that codes have at most 16 bits.
    static final int MAX_ENTRIES = 65_536;

    /// What pages without a dictionary are opened with.
    public static final Dictionary EMPTY = new Dictionary(ValueKind.INT, 0);

    private final ValueKind kind;
    private final int size;
    private int[] ints = {};
    private long[] longs = {};
    private float[] floats = {};
    private double[] doubles = {};
    private int[] offsets = {};
    private byte[] bytes = {};

    private Dictionary(ValueKind kind, int size) {
        this.kind = kind;
        this.size = size;
    }

    /// Copies a dictionary out of its bytes; `where` names them in a complaint.
    public static Dictionary open(MemorySegment source, Supplier<String> where) {
        require(source.byteSize() >= HEADER_BYTES, where, source.byteSize() + " bytes", "at least 8");
        int version = source.get(ValueLayout.JAVA_BYTE, 0);
        require(version == VERSION, where, "dictionary format version " + version, "version 1");
        int kindId = source.get(ValueLayout.JAVA_BYTE, 1);
        ValueKind kind = ValueKind.ofId(kindId)
                .orElseThrow(() -> new CorruptionException(where.get(), "value kind id " + kindId, "0 to 4"));
        int size = source.get(PageFormat.I32, 4);
        require(size >= 1 && size <= MAX_ENTRIES, where, size + " dictionary entries", "1 to 65536");
        long fixed = kind == ValueKind.BYTES ? 4L * (size + 1) : (long) size * kind.valueBytes();
        require(HEADER_BYTES + fixed <= source.byteSize(), where, source.byteSize() + " bytes", size + " entries");
        Dictionary dictionary = new Dictionary(kind, size);
        switch (kind) {
            case INT -> dictionary.ints = source.asSlice(HEADER_BYTES, fixed).toArray(PageFormat.I32);
            case LONG -> dictionary.longs = source.asSlice(HEADER_BYTES, fixed).toArray(PageFormat.I64);
            case FLOAT ->
                dictionary.floats = source.asSlice(HEADER_BYTES, fixed).toArray(PageFormat.F32);
            case DOUBLE ->
                dictionary.doubles = source.asSlice(HEADER_BYTES, fixed).toArray(PageFormat.F64);
            case BYTES -> dictionary.readBytes(source, HEADER_BYTES + fixed, where);
        }
        return dictionary;
    }

    private void readBytes(MemorySegment source, long at, Supplier<String> where) {
        offsets = source.asSlice(HEADER_BYTES, at - HEADER_BYTES).toArray(PageFormat.I32);
        require(offsets[0] == 0, where, "first entry at byte " + offsets[0], "0");
        for (int i = 0; i < size; i++) {
            if (offsets[i] > offsets[i + 1]) {
                require(false, where, "an entry up to byte " + offsets[i + 1], "at least " + offsets[i]);
            }
        }
        long room = source.byteSize() - at;
        require(offsets[size] <= room, where, "entries of " + offsets[size] + " bytes", "at most " + room);
        bytes = source.asSlice(at, offsets[size]).toArray(ValueLayout.JAVA_BYTE);
    }

    private static void require(boolean holds, Supplier<String> where, String found, String expected) {
        if (!holds) {
            throw new CorruptionException(where.get(), found, expected);
        }
    }

    public ValueKind kind() {
        return kind;
    }

    /// Answers the number of entries; codes run from 0 to one less.
    public int size() {
        return size;
    }

    // The arrays are shared and must not be changed. Only those of the dictionary's kind have elements.

    public int[] ints() {
        return ints;
    }

    public long[] longs() {
        return longs;
    }

    public float[] floats() {
        return floats;
    }

    public double[] doubles() {
        return doubles;
    }

    /// Answers where entries start in [#bytes()]: entry `i` ends where entry `i + 1` starts.
    public int[] offsets() {
        return offsets;
    }

    public byte[] bytes() {
        return bytes;
    }

    /// Answers the heap that the arrays take, roughly.
    public long heapBytes() {
        return 4L * ints.length
                + 8L * longs.length
                + 4L * floats.length
                + 8L * doubles.length
                + 4L * offsets.length
                + bytes.length;
    }
}
