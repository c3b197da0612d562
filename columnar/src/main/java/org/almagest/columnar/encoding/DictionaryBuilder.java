package org.almagest.columnar.encoding;

import java.util.Arrays;

/// Collects the distinct values of a column chunk, sorts them, and gives every row its code.
///
/// Gives up ([#build] answers false) beyond 65,536 entries or 1 MiB of them, and early when a
/// sample is mostly distinct. One thread; recycled from chunk to chunk.
final class DictionaryBuilder {
    private static final int SAMPLE = 2_048;
    private static final long MAX_ENTRY_BYTES = 1 << 20;
    private static final int EMPTY = -1;

    private final ValueKind kind;

    /// Open addressing: the entry in each slot, or EMPTY.
    private int[] slots = {};

    /// The value, among those of the chunk, that stands for each entry in order of appearance.
    private int[] firsts = new int[1_024];

    private int size;
    private long entryBytes;
    private int[] codes = {};

    DictionaryBuilder(ValueKind kind) {
        this.kind = kind;
    }

    /// Numbers the distinct values; answers false when there are too many to be worth it.
    boolean build(PageValues values) {
        if (values.count() == 0 || mostlyDistinct(values)) {
            return false;
        }
        reset(1 << 12);
        codes = codes.length < values.count() ? new int[values.count()] : codes;
        for (int i = 0; i < values.count(); i++) {
            int entry = i > 0 && values.same(i - 1, i) ? codes[i - 1] : find(values, i);
            if (entry == EMPTY) {
                return false;
            }
            codes[i] = entry;
        }
        sort(values);
        return true;
    }

    private boolean mostlyDistinct(PageValues values) {
        int sampled = Math.min(SAMPLE, values.count());
        if (sampled < SAMPLE / 8) {
            return false;
        }
        reset(1 << 13);
        for (int i = 0; i < sampled; i++) {
            if (find(values, (int) ((long) i * values.count() / sampled)) == EMPTY) {
                return true;
            }
        }
        return size * 2 > sampled;
    }

    private void reset(int slotCount) {
        if (slots.length != slotCount) {
            slots = new int[slotCount];
        }
        Arrays.fill(slots, EMPTY);
        size = 0;
        entryBytes = 0;
    }

    /// Answers the entry of a value, new or known; EMPTY when the limits are reached.
    private int find(PageValues values, int value) {
        int slot = hash(values, value) & slots.length - 1;
        while (slots[slot] != EMPTY) {
            if (values.same(firsts[slots[slot]], value)) {
                return slots[slot];
            }
            slot = slot + 1 & slots.length - 1;
        }
        entryBytes += kind == ValueKind.BYTES ? values.length(value) + 4 : kind.valueBytes();
        if (size == Dictionary.MAX_ENTRIES || entryBytes > MAX_ENTRY_BYTES) {
            return EMPTY;
        }
        firsts = size == firsts.length ? Arrays.copyOf(firsts, size * 2) : firsts;
        firsts[size] = value;
        slots[slot] = size++;
        if (size * 2 > slots.length) {
            rehash(values);
        }
        return size - 1;
    }

    private void rehash(PageValues values) {
        slots = new int[slots.length * 2];
        Arrays.fill(slots, EMPTY);
        for (int entry = 0; entry < size; entry++) {
            int slot = hash(values, firsts[entry]) & slots.length - 1;
            while (slots[slot] != EMPTY) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = entry;
        }
    }

    private int hash(PageValues values, int value) {
        long hash = 0;
        if (kind == ValueKind.BYTES) {
            byte[] source = values.source();
            int end = values.start(value) + values.length(value);
            for (int i = values.start(value); i < end; i++) {
                hash = hash * 31 + source[i];
            }
        } else {
            hash = values.bits()[value];
        }
        hash *= 0x9E37_79B9_7F4A_7C15L;
        return (int) (hash >>> 32);
    }

    private void sort(PageValues values) {
        int[] order = kind == ValueKind.BYTES ? orderOfBytes(values) : orderOfNumbers(values);
        int[] rank = new int[size];
        int[] sortedFirsts = new int[size];
        for (int i = 0; i < size; i++) {
            rank[order[i]] = i;
            sortedFirsts[i] = firsts[order[i]];
        }
        System.arraycopy(sortedFirsts, 0, firsts, 0, size);
        for (int i = 0; i < values.count(); i++) {
            codes[i] = rank[codes[i]];
        }
    }

    private int[] orderOfNumbers(PageValues values) {
        long[] sorted = new long[size];
        for (int entry = 0; entry < size; entry++) {
            sorted[entry] = values.bits()[firsts[entry]];
        }
        Arrays.sort(sorted);
        int[] order = new int[size];
        for (int entry = 0; entry < size; entry++) {
            order[Arrays.binarySearch(sorted, values.bits()[firsts[entry]])] = entry;
        }
        return order;
    }

    private int[] orderOfBytes(PageValues values) {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        byte[] source = values.source();
        Arrays.sort(order, (a, b) -> {
            int x = values.start(firsts[a]);
            int y = values.start(firsts[b]);
            return Arrays.compareUnsigned(
                    source, x, x + values.length(firsts[a]), source, y, y + values.length(firsts[b]));
        });
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    int size() {
        return size;
    }

    /// Answers the bytes of the entries, offsets included.
    long entryBytes() {
        return entryBytes;
    }

    /// Answers the code of a value of the chunk.
    int code(int value) {
        return codes[value];
    }

    /// Writes the dictionary from the same values that it was built from.
    EncodedDictionary encode(PageValues values) {
        ByteSink sink = new ByteSink();
        sink.put8(Dictionary.VERSION);
        sink.put8(kind.id());
        sink.put16(0);
        sink.put32(size);
        if (kind == ValueKind.BYTES) {
            int at = 0;
            for (int entry = 0; entry < size; entry++) {
                sink.put32(at);
                at += values.length(firsts[entry]);
            }
            sink.put32(at);
            for (int entry = 0; entry < size; entry++) {
                sink.put(values.source(), values.start(firsts[entry]), values.length(firsts[entry]));
            }
        } else {
            for (int entry = 0; entry < size; entry++) {
                sink.putLow(values.bits()[firsts[entry]], kind.valueBytes());
            }
        }
        return new EncodedDictionary(kind, size, sink.toArray());
    }
}
