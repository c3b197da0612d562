package org.almagest.exec.rows;

import java.util.Arrays;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.columnar.vector.TextDictionary;
import org.almagest.exec.aggregate.ValueHash;

/// Numbers the distinct byte strings of one column, from 0 in the order of their first appearance.
/// The codes of the dictionary seen last are remembered, so that a dictionary's entry is looked up
/// once.
public final class TextInterner {
    private static final TextDictionary NO_DICTIONARY = new TextDictionary(new byte[0], new int[1], 0);

    private static final int MOST_TEXTS = 1 << 30;

    private byte[] bytes = new byte[256];
    private int[] offsets = new int[16];
    private long[] hashes = new long[16];
    private int[] slots = new int[32];
    private int size;
    private TextDictionary dictionary = NO_DICTIONARY;
    private int[] idOfCode = {};
    private TextDictionary own = NO_DICTIONARY;

    /// Answers how many strings have numbers.
    public int size() {
        return size;
    }

    /// Answers the number of row `row`, which is not NULL.
    public int intern(TextColumnVector vector, int row) {
        if (!vector.isDictionary()) {
            return intern(vector.bytes(), vector.start(row), vector.length(row));
        }
        int code = vector.codes()[vector.slot(row)];
        int id = idOfCode[code];
        if (id < 0) {
            id = intern(vector.bytes(), vector.start(row), vector.length(row));
            idOfCode[code] = id;
        }
        return id;
    }

    /// Gets ready for the rows of a vector.
    public void prepare(TextColumnVector vector) {
        TextDictionary shared = vector.dictionary().orElse(NO_DICTIONARY);
        if (shared != dictionary) {
            dictionary = shared;
            if (idOfCode.length < shared.size()) {
                idOfCode = new int[shared.size()];
            }
            Arrays.fill(idOfCode, 0, shared.size(), -1);
        }
    }

    /// Answers the numbers of the prepared dictionary's entries, -1 for those not seen yet.
    public int[] idsByCode() {
        return idOfCode;
    }

    /// Answers the number of a string.
    public int intern(byte[] source, int start, int length) {
        long hash = ValueHash.ofBytes(source, start, length);
        int mask = slots.length - 1;
        int slot = (int) hash & mask;
        while (slots[slot] != 0) {
            int id = slots[slot] - 1;
            if (hashes[id] == hash
                    && Arrays.equals(bytes, offsets[id], offsets[id + 1], source, start, start + length)) {
                return id;
            }
            slot = slot + 1 & mask;
        }
        slots[slot] = size + 1;
        return add(source, start, length, hash);
    }

    private int add(byte[] source, int start, int length, long hash) {
        int id = size++;
        if (id + 2 > offsets.length) {
            offsets = Arrays.copyOf(offsets, offsets.length * 2);
            hashes = Arrays.copyOf(hashes, hashes.length * 2);
        }
        int at = offsets[id];
        if (at + (long) length > Integer.MAX_VALUE - 8 || id >= MOST_TEXTS) {
            throw AlmagestException.of(
                            SqlState.OUT_OF_MEMORY,
                            "the texts to group by are more than a billion, or longer than 2 GiB together")
                    .hint("group by something shorter, such as a hash or a prefix");
        }
        if (at + length > bytes.length) {
            long doubled = Math.min(Integer.MAX_VALUE - 8L, bytes.length * 2L);
            bytes = Arrays.copyOf(bytes, (int) Math.max(doubled, at + length));
        }
        System.arraycopy(source, start, bytes, at, length);
        offsets[id + 1] = at + length;
        hashes[id] = hash;
        if (size * 2 > slots.length) {
            rehash();
        }
        return id;
    }

    private void rehash() {
        slots = new int[slots.length * 2];
        int mask = slots.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = (int) hashes[id] & mask;
            while (slots[slot] != 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = id + 1;
        }
    }

    /// Appends string `id` to a vector.
    public void write(int id, TextColumnVector out, int row) {
        out.append(row, bytes, offsets[id], offsets[id + 1] - offsets[id]);
    }

    /// Answers the strings as a dictionary, whose codes are their numbers: the same object until another
    /// string is numbered. What is numbered later leaves it as it is. Several threads may ask once all
    /// strings have been numbered.
    public TextDictionary dictionary() {
        TextDictionary known = own;
        if (known.size() != size) {
            known = new TextDictionary(bytes, offsets, size);
            own = known;
        }
        return known;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int start(int id) {
        return offsets[id];
    }

    public int length(int id) {
        return offsets[id + 1] - offsets[id];
    }

    public long heapBytes() {
        return bytes.length + 12L * offsets.length + 4L * slots.length + 4L * idOfCode.length;
    }
}
