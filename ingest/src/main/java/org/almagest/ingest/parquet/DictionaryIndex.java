package org.almagest.ingest.parquet;

import java.util.Arrays;

/// The distinct values of a chunk, and the number of each value's. Open addressing over values of
/// the chunk, which the table names by their place.
final class DictionaryIndex {
    private static final int MOST_ENTRIES = 1 << 15;
    private static final int SLOTS = MOST_ENTRIES * 4;
    private static final int SAMPLE = 4096;

    private final ChunkBuffer chunk;
    private final boolean strings;
    private final int[] slots = new int[SLOTS];
    /// The first value of each entry.
    final int[] entries = new int[MOST_ENTRIES];

    /// The entry of each value.
    final int[] codes;

    int entryCount;

    private DictionaryIndex(ChunkBuffer chunk, boolean strings) {
        this.chunk = chunk;
        this.strings = strings;
        codes = new int[chunk.valueCount];
        Arrays.fill(slots, -1);
    }

    /// Answers whether a dictionary is worth its while, building it in `index[0]`; it gives up as
    /// soon as half of the values are distinct.
    static java.util.Optional<DictionaryIndex> of(ChunkBuffer chunk, boolean strings) {
        DictionaryIndex index = new DictionaryIndex(chunk, strings);
        return chunk.valueCount > 0 && index.build() ? java.util.Optional.of(index) : java.util.Optional.empty();
    }

    private boolean build() {
        for (int i = 0; i < chunk.valueCount; i++) {
            int slot = hash(i) & SLOTS - 1;
            while (slots[slot] >= 0 && !same(entries[slots[slot]], i)) {
                slot = slot + 1 & SLOTS - 1;
            }
            if (slots[slot] < 0) {
                if (entryCount == MOST_ENTRIES || i > SAMPLE && entryCount > i / 2) {
                    return false;
                }
                slots[slot] = entryCount;
                entries[entryCount++] = i;
            }
            codes[i] = slots[slot];
        }
        return entryCount <= Math.max(1, chunk.valueCount / 2);
    }

    private int hash(int value) {
        long hash = 0;
        if (strings) {
            for (int i = chunk.start(value); i < chunk.ends[value]; i++) {
                hash = hash * 31 + chunk.text[i];
            }
        } else {
            hash = chunk.numbers[value];
        }
        hash *= 0x9E37_79B9_7F4A_7C15L;
        return (int) (hash >>> 40);
    }

    private boolean same(int a, int b) {
        return strings
                ? Arrays.equals(chunk.text, chunk.start(a), chunk.ends[a], chunk.text, chunk.start(b), chunk.ends[b])
                : chunk.numbers[a] == chunk.numbers[b];
    }

    /// Answers the bits of a code.
    int width() {
        return Integer.SIZE - Integer.numberOfLeadingZeros(entryCount - 1);
    }
}
