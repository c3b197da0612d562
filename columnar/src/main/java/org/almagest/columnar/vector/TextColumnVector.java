package org.almagest.columnar.vector;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.type.PhysicalType;

/// A vector of byte strings (VARCHAR in UTF-8, BLOB).
///
/// ```text
/// flat        row i is bytes[offsets[i] .. offsets[i + 1]); offsets[0] = 0; a NULL row is empty
/// dictionary  row i is entry codes[i] of a shared dictionary; a NULL row has code 0
/// constant    row 0 of either form stands for every row
/// ```
///
/// `bytes` grows on demand and is recycled; flat rows are appended in ascending order.
public final class TextColumnVector extends ColumnVector {
    private final int[] offsets;
    private final int[] codes;
    private byte[] bytes = new byte[1024];
    private TextDictionary dictionary = NO_DICTIONARY;

    private static final TextDictionary NO_DICTIONARY = new TextDictionary(new byte[0], new int[1], 0);

    public TextColumnVector(int capacity) {
        super(capacity);
        offsets = new int[capacity + 1];
        codes = new int[capacity];
    }

    @Override
    public PhysicalType physicalType() {
        return PhysicalType.BYTES;
    }

    public boolean isDictionary() {
        return dictionary != NO_DICTIONARY;
    }

    /// Answers the shared dictionary while the vector is in dictionary form.
    public Optional<TextDictionary> dictionary() {
        return isDictionary() ? Optional.of(dictionary) : Optional.empty();
    }

    /// Turns to dictionary form; the caller fills `codes()`.
    public void useDictionary(TextDictionary shared) {
        dictionary = shared;
    }

    public int[] codes() {
        return codes;
    }

    /// Answers the offsets of flat rows.
    public int[] offsets() {
        return offsets;
    }

    /// Answers the bytes that `start` and `length` speak of: the dictionary's or the vector's own.
    public byte[] bytes() {
        return isDictionary() ? dictionary.bytes() : bytes;
    }

    /// Answers the vector's own byte array with room for at least `total` bytes; earlier content is
    /// kept.
    public byte[] ensureBytes(int total) {
        if (bytes.length < total) {
            bytes = Arrays.copyOf(bytes, Math.max(total, Math.min(Integer.MAX_VALUE - 8 >> 1, bytes.length) * 2));
        }
        return bytes;
    }

    public int start(int row) {
        int slot = slot(row);
        return isDictionary() ? dictionary.start(codes[slot]) : offsets[slot];
    }

    public int length(int row) {
        int slot = slot(row);
        return isDictionary() ? dictionary.length(codes[slot]) : offsets[slot + 1] - offsets[slot];
    }

    public String text(int row) {
        return new String(bytes(), start(row), length(row), StandardCharsets.UTF_8);
    }

    /// Appends flat row `row` (rows come in ascending order, without gaps).
    public void append(int row, byte[] source, int start, int length) {
        int at = offsets[row];
        ensureBytes(Math.addExact(at, length));
        System.arraycopy(source, start, bytes, at, length);
        offsets[row + 1] = at + length;
        setValid(row);
    }

    public void append(int row, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        append(row, utf8, 0, utf8.length);
    }

    /// Appends a NULL row.
    public void appendNull(int row) {
        offsets[row + 1] = offsets[row];
        setNull(row);
    }

    @Override
    public void copyRow(ColumnVector source, int from, int to) {
        TextColumnVector other = (TextColumnVector) source;
        if (other.isNull(from)) {
            appendNull(to);
        } else {
            append(to, other.bytes(), other.start(from), other.length(from));
        }
    }

    @Override
    public void reset() {
        super.reset();
        dictionary = NO_DICTIONARY;
        offsets[0] = 0;
    }
}
