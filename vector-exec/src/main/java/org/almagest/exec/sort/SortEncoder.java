package org.almagest.exec.sort;

import java.util.Arrays;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.ExpressionCompiler;
import org.almagest.exec.kernel.SortKernels;

/// Computes the normalised keys of batches, for one task.
public final class SortEncoder {
    private static final int ROWS = ColumnVector.BATCH_ROWS;

    private final SortLayout layout;
    private final Evaluator[] keys;
    private final ColumnVector[] vectors;
    private final LongColumnVector[] words;
    private final long[] leading = new long[ROWS];
    private final long[] values = new long[ROWS];

    public SortEncoder(SortLayout layout, ExpressionCompiler expressions) {
        this.layout = layout;
        keys = layout.places().stream()
                .map(place -> expressions.evaluator(place.key().expression()))
                .toArray(Evaluator[]::new);
        vectors = new ColumnVector[keys.length];
        words = new LongColumnVector[layout.words()];
        for (int w = 0; w < words.length; w++) {
            words[w] = new LongColumnVector(ROWS);
        }
    }

    /// Computes the first word of each row that counts, with only the first key's bits set.
    long[] leading(Batch batch) {
        vectors[0] = keys[0].evaluate(batch);
        Arrays.fill(leading, 0, batch.rowCount(), 0);
        SortLayout.Place place = layout.places().getFirst();
        int bits = Math.min(place.bits(), Long.SIZE);
        value(place, vectors[0], batch, 0);
        put(place, vectors[0], batch, bits, 0, leading, null);
        return leading;
    }

    /// Answers the first key's vector, as computed last.
    ColumnVector leadingVector() {
        return vectors[0];
    }

    /// Computes all keys, and points the batch's columns from `column` on at the segments.
    public void encode(Batch batch, Batch out, int column) {
        for (LongColumnVector word : words) {
            word.reset();
            Arrays.fill(word.values(), 0, batch.rowCount(), 0);
        }
        for (int k = 0; k < keys.length; k++) {
            vectors[k] = keys[k].evaluate(batch);
            encode(layout.places().get(k), vectors[k], batch);
        }
        int at = column;
        for (SortLayout.Segment segment : layout.segments()) {
            out.setColumn(
                    at++,
                    switch (segment) {
                        case SortLayout.Word(int word) -> words[word];
                        case SortLayout.Text(int key, boolean descending) -> vectors[key];
                    });
        }
    }

    private void encode(SortLayout.Place place, ColumnVector vector, Batch batch) {
        for (int part = 0; part * Long.SIZE < place.bits(); part++) {
            int bits = Math.min(Long.SIZE, place.bits() - part * Long.SIZE);
            value(place, vector, batch, part);
            int bit = place.bit() + part * Long.SIZE + (part == 0 ? 0 : 1);
            int word = place.firstWord() + (bit >>> 6);
            boolean spills = (bit & 63) + bits + (part == 0 ? 1 : 0) > Long.SIZE;
            if (part == 0) {
                put(
                        place,
                        vector,
                        batch,
                        bits,
                        bit & 63,
                        words[word].values(),
                        spills ? words[word + 1].values() : null);
            } else {
                putRest(vector, batch, bits, bit & 63, words[word].values(), spills ? words[word + 1].values() : null);
            }
        }
    }

    /// Sets `values[row]` to the bits of the key's values, right-aligned, inverted for DESC.
    private void value(SortLayout.Place place, ColumnVector vector, Batch batch, int part) {
        boolean flat = !vector.isConstant();
        boolean unsigned = place.key().expression().type() == ScalarType.UBIGINT;
        switch (vector) {
            case FloatColumnVector v when flat -> SortKernels.sortable(v.values(), batch.rowCount(), values);
            case DoubleColumnVector v when flat -> SortKernels.sortable(v.values(), batch.rowCount(), values);
            case IntColumnVector v when flat -> SortKernels.sortable(v.values(), batch.rowCount(), values);
            case LongColumnVector v when flat -> SortKernels.sortable(v.values(), unsigned, batch.rowCount(), values);
            case HugeColumnVector v
            when flat -> {
                for (int i = 0; i < batch.size(); i++) {
                    int row = batch.row(i);
                    values[row] = part(v.high()[row], v.low()[row], part);
                }
            }
            default -> {
                for (int i = 0; i < batch.size(); i++) {
                    int row = batch.row(i);
                    values[row] = vector.isNull(row) ? 0 : value(vector, row, part, unsigned);
                }
            }
        }
        if (place.key().descending()) {
            int bits = Math.min(Long.SIZE, place.bits() - part * Long.SIZE);
            SortKernels.invert(values, batch.rowCount(), bits == Long.SIZE ? -1L : (1L << bits) - 1);
        }
    }

    private static long value(ColumnVector vector, int row, int part, boolean unsigned) {
        return switch (vector) {
            case BooleanColumnVector v -> v.get(row);
            case IntColumnVector v -> SortKernels.sortable(v.get(row));
            case LongColumnVector v -> unsigned ? v.get(row) : v.get(row) ^ Long.MIN_VALUE;
            case FloatColumnVector v -> SortKernels.sortable(v.get(row));
            case DoubleColumnVector v -> SortKernels.sortable(v.get(row));
            case HugeColumnVector v -> part(v.high()[v.slot(row)], v.low()[v.slot(row)], part);
            case TextColumnVector v -> prefix(v.bytes(), v.start(row), v.length(row));
            default -> throw new IllegalStateException("no sort key has this type: " + vector.physicalType());
        };
    }

    /// Answers one of the three words of an integer of 128 bits.
    private static long part(long high, long low, int part) {
        return switch (part) {
            case 0 -> (high == low >> 63 ? low : high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) ^ Long.MIN_VALUE;
            case 1 -> high ^ Long.MIN_VALUE;
            default -> low;
        };
    }

    private static long prefix(byte[] bytes, int start, int length) {
        long prefix = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            prefix = prefix << 8 | (i < length ? bytes[start + i] & 0xFF : 0);
        }
        return prefix;
    }

    /// Puts the NULL bit and the values at a bit of the words; a NULL's value bits are 0.
    private void put(
            SortLayout.Place place, ColumnVector vector, Batch batch, int bits, int bit, long[] word, long[] next) {
        long whenNull = place.key().nullsFirst() ? 0 : 1;
        int shift = Long.SIZE - bit - bits - 1;
        boolean nulls = vector.hasNulls();
        if (!nulls) {
            // Rows that do not count may get any key.
            long present = (1 - whenNull) << Long.SIZE - bit - 1;
            if (shift >= 0) {
                SortKernels.put(values, batch.rowCount(), shift, present, word);
                return;
            }
            if (next != null && bit < Long.SIZE - 1) {
                SortKernels.putAcross(values, batch.rowCount(), -shift, present, word, next);
                return;
            }
        }
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.row(i);
            boolean isNull = nulls && vector.isNull(row);
            long value = isNull ? 0 : values[row];
            word[row] |= (isNull ? whenNull : 1 - whenNull) << Long.SIZE - bit - 1;
            if (shift >= 0) {
                word[row] |= value << shift;
            } else {
                word[row] |= bit == Long.SIZE - 1 ? 0 : value >>> -shift;
                if (next != null) {
                    next[row] |= value << Long.SIZE + shift;
                }
            }
        }
    }

    /// Puts a further word of a wide value.
    private void putRest(ColumnVector vector, Batch batch, int bits, int bit, long[] word, long[] next) {
        int shift = Long.SIZE - bit - bits;
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.row(i);
            long value = vector.isNull(row) ? 0 : values[row];
            if (shift >= 0) {
                word[row] |= value << shift;
            } else {
                word[row] |= value >>> -shift;
                next[row] |= value << Long.SIZE + shift;
            }
        }
    }
}
