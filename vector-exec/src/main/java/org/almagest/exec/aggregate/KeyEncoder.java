package org.almagest.exec.aggregate;

import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.kernel.IndexKernels;
import org.almagest.exec.rows.ArrayBytes;
import org.almagest.exec.rows.TextInterner;

/// Turns key vectors into words and back, for one table: the interners of its text keys are here.
/// Floating keys are made canonical: one NaN, one zero.
final class KeyEncoder {
    /// From so many groups for each text on, a text is written as its number.
    private static final int GROUPS_PER_TEXT = 4;

    private final KeyLayout layout;
    private final TextInterner[] interners;
    private final long[][] words;
    private final ArrayBytes arrayBytes = new ArrayBytes();

    KeyEncoder(KeyLayout layout) {
        this.layout = layout;
        words = new long[layout.words()][ColumnVector.BATCH_ROWS];
        interners = new TextInterner[layout.fields().size()];
        for (int f = 0; f < interners.length; f++) {
            interners[f] = new TextInterner();
        }
    }

    /// Answers the words of the rows encoded last, by word and row.
    long[][] words() {
        return words;
    }

    /// Encodes the keys, which are the first columns of the batch, of some rows. A NULL of a key
    /// alone is encoded as anything.
    void encode(Batch keys, int[] rows, int count) {
        List<KeyLayout.Field> fields = layout.fields();
        if (!layout.isSingle()) {
            for (long[] word : words) {
                Arrays.fill(word, 0, keys.rowCount(), 0);
            }
        }
        for (int f = 0; f < fields.size(); f++) {
            KeyLayout.Field field = fields.get(f);
            ColumnVector vector = keys.column(f);
            if (layout.isSingle()) {
                alone(field, vector, interners[f], rows, count);
            } else {
                oneOfSeveral(field, vector, interners[f], rows, count);
            }
        }
    }

    /// Answers the number of a text key, which is not NULL.
    int number(int field, TextColumnVector text, int row) {
        interners[field].prepare(text);
        return interners[field].intern(text, row);
    }

    /// Sets `out[i]` to the number of the text in row `rows[i]`, -1 for NULL; answers the greatest
    /// number in use.
    int numbers(int field, TextColumnVector text, int[] rows, int count, int[] out) {
        TextInterner interner = interners[field];
        interner.prepare(text);
        boolean byCode = text.isDictionary() && !text.isConstant() && !text.hasNulls();
        if (byCode && IndexKernels.map(interner.idsByCode(), text.codes(), rows, count, out)) {
            return interner.size() - 1;
        }
        for (int i = 0; i < count; i++) {
            out[i] = text.isNull(rows[i]) ? -1 : interner.intern(text, rows[i]);
        }
        return interner.size() - 1;
    }

    private void alone(KeyLayout.Field field, ColumnVector vector, TextInterner interner, int[] rows, int count) {
        long[] out = words[field.word()];
        if (!vector.isConstant()) {
            switch (vector) {
                case IntColumnVector v -> {
                    ints(v.values(), rows, count, out);
                    return;
                }
                case LongColumnVector v -> {
                    longs(v.values(), rows, count, out);
                    return;
                }
                default -> {}
            }
        }
        prepare(vector, interner);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (vector.isNull(row)) {
                continue;
            }
            if (vector instanceof HugeColumnVector v) {
                out[row] = v.low()[v.slot(row)];
                words[field.word() + 1][row] = v.high()[v.slot(row)];
            } else {
                out[row] = value(vector, interner, row);
            }
        }
    }

    private static void ints(int[] values, int[] rows, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[rows[i]] = values[rows[i]];
        }
    }

    private static void longs(long[] values, int[] rows, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[rows[i]] = values[rows[i]];
        }
    }

    private static void prepare(ColumnVector vector, TextInterner interner) {
        if (vector instanceof TextColumnVector text) {
            interner.prepare(text);
        }
    }

    private void oneOfSeveral(
            KeyLayout.Field field, ColumnVector vector, TextInterner interner, int[] rows, int count) {
        prepare(vector, interner);
        long[] out = words[field.word()];
        if (vector instanceof IntColumnVector v && !v.hasNulls() && !v.isConstant()) {
            packInts(v.values(), rows, count, field.shift(), field.mask(), out);
            return;
        }
        if (vector instanceof TextColumnVector v && v.isDictionary() && !v.hasNulls() && !v.isConstant()) {
            int done = 0;
            while ((done = packCodes(v.codes(), interner.idsByCode(), rows, done, count, field.shift(), out)) < count) {
                interner.intern(v, rows[done]);
            }
            return;
        }
        long[] nulls = words[field.nullWord()];
        long nullBit = 1L << field.nullShift();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (vector.isNull(row)) {
                nulls[row] |= nullBit;
            } else if (vector instanceof HugeColumnVector v) {
                out[row] = v.low()[v.slot(row)];
                words[field.word() + 1][row] = v.high()[v.slot(row)];
            } else {
                out[row] |= (value(vector, interner, row) & field.mask()) << field.shift();
            }
        }
    }

    private static void packInts(int[] values, int[] rows, int count, int shift, long mask, long[] out) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            out[row] |= (values[row] & mask) << shift;
        }
    }

    /// Packs the numbers of dictionary entries; answers the place of the first that has none yet.
    private static int packCodes(int[] codes, int[] idsByCode, int[] rows, int from, int count, int shift, long[] out) {
        for (int i = from; i < count; i++) {
            int row = rows[i];
            int id = idsByCode[codes[row]];
            if (id < 0) {
                return i;
            }
            out[row] |= (long) id << shift;
        }
        return count;
    }

    private long value(ColumnVector vector, TextInterner interner, int row) {
        return switch (vector) {
            case BooleanColumnVector v -> v.get(row);
            case IntColumnVector v -> v.get(row);
            case LongColumnVector v -> v.get(row);
            case FloatColumnVector v -> Float.floatToIntBits(v.get(row) + 0.0f);
            case DoubleColumnVector v -> Double.doubleToLongBits(v.get(row) + 0.0);
            case TextColumnVector v -> interner.intern(v, row);
            case ArrayColumnVector v -> {
                arrayBytes.encode(v, row);
                yield interner.intern(arrayBytes.bytes(), 0, arrayBytes.length());
            }
            case HugeColumnVector v -> throw new IllegalStateException("wide decimals take two words");
        };
    }

    /// Answers whether the texts of a key are far fewer than so many groups: then they are written as a
    /// dictionary, which need neither be copied nor numbered again by who reads them.
    boolean isShared(int field, int groups) {
        int texts = interners[field].size();
        return texts > 0 && GROUPS_PER_TEXT * texts <= groups;
    }

    /// Writes a text key of some groups, none of which is that of a NULL alone, by the numbers of the texts.
    void decodeNumbers(int field, long[] keys, int[] ids, int from, int count, TextColumnVector out) {
        KeyLayout.Field place = layout.fields().get(field);
        int wordCount = layout.words();
        int[] codes = out.codes();
        out.useDictionary(interners[field].dictionary());
        for (int i = 0; i < count; i++) {
            int at = ids[from + i] * wordCount;
            codes[i] = (int) (keys[at + place.word()] >>> place.shift() & place.mask());
            if ((keys[at + place.nullWord()] >>> place.nullShift() & 1) != 0) {
                codes[i] = 0;
                out.setNull(i);
            }
        }
    }

    /// Writes one key of a group, whose words start at `at`, as row `row` of a vector.
    void decode(int field, long[] keys, int at, boolean aloneIsNull, ColumnVector out, int row) {
        KeyLayout.Field place = layout.fields().get(field);
        boolean isNull =
                place.nullWord() < 0 ? aloneIsNull : (keys[at + place.nullWord()] >>> place.nullShift() & 1) != 0;
        long raw = keys[at + place.word()] >>> place.shift() & place.mask();
        switch (out) {
            case BooleanColumnVector v -> v.values()[row] = (byte) raw;
            case IntColumnVector v -> v.values()[row] = signed(place, raw);
            case LongColumnVector v -> v.values()[row] = raw;
            case FloatColumnVector v -> v.values()[row] = Float.intBitsToFloat((int) raw);
            case DoubleColumnVector v -> v.values()[row] = Double.longBitsToDouble(raw);
            case HugeColumnVector v -> {
                v.low()[row] = raw;
                v.high()[row] = keys[at + place.word() + 1];
            }
            case TextColumnVector v -> {
                if (isNull) {
                    v.appendNull(row);
                } else {
                    interners[field].write((int) raw, v, row);
                }
            }
            case ArrayColumnVector v -> {
                if (isNull) {
                    v.appendNull(row);
                } else {
                    TextInterner interner = interners[field];
                    ArrayBytes.decode(interner.bytes(), interner.start((int) raw), interner.length((int) raw), v, row);
                }
            }
        }
        if (isNull) {
            out.setNull(row);
        }
    }

    private static int signed(KeyLayout.Field place, long raw) {
        boolean unsigned = place.type() instanceof ScalarType scalar && scalar.integerBits() > 0 && !scalar.isSigned();
        int unused = Integer.SIZE - Math.min(place.bits(), Integer.SIZE);
        return unsigned || place.type().physical() != PhysicalType.INT ? (int) raw : (int) raw << unused >> unused;
    }

    long heapBytes() {
        long bytes = 8L * ColumnVector.BATCH_ROWS * words.length;
        if (!layout.hasInterned()) {
            return bytes;
        }
        for (int f = 0; f < interners.length; f++) {
            if (layout.fields().get(f).isInterned()) {
                bytes += interners[f].heapBytes();
            }
        }
        return bytes;
    }
}
