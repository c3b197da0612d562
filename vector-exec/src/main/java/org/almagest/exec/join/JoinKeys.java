package org.almagest.exec.join;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.aggregate.ValueHash;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.ExpressionCompiler;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.kernel.RowKernels;

/// The keys of one side of a join as words, for one task: a word per key, two for a wide decimal,
/// the hash for text (whose bytes are compared besides). All NaN are one value, and so are both
/// zeros; a row with a NULL key matches nothing.
final class JoinKeys {
    private static final int ROWS = ColumnVector.BATCH_ROWS;
    private static final int[] IDENTITY = RowKernels.identity(ROWS);

    private final Evaluator[] keys;
    private final ColumnVector[] vectors;
    private final LongColumnVector[] words;
    private final ValueHash[] textHashes;
    private final long[] hashes = new long[ROWS];
    private final int[] ownRows = new int[ROWS];
    private final int[] firstWord;
    private int[] rows = IDENTITY;
    private int count;
    private boolean hashed;

    JoinKeys(List<Expression> expressions, ExpressionCompiler compiler) {
        keys = expressions.stream().map(compiler::evaluator).toArray(Evaluator[]::new);
        vectors = new ColumnVector[keys.length];
        textHashes = new ValueHash[keys.length];
        firstWord = new int[keys.length];
        int at = 0;
        for (int k = 0; k < keys.length; k++) {
            textHashes[k] = new ValueHash();
            firstWord[k] = at;
            at += expressions.get(k).type().physical() == PhysicalType.HUGE ? 2 : 1;
        }
        words = new LongColumnVector[at];
        for (int w = 0; w < at; w++) {
            words[w] = new LongColumnVector(ROWS);
        }
    }

    /// Answers the types of the columns in which the build side keeps its keys: the words, then the
    /// keys that are compared as bytes.
    static List<DataType> keptTypes(List<Expression> expressions) {
        List<DataType> types = new ArrayList<>();
        for (Expression key : expressions) {
            types.add(ScalarType.BIGINT);
            if (key.type().physical() == PhysicalType.HUGE) {
                types.add(ScalarType.BIGINT);
            }
        }
        for (Expression key : expressions) {
            if (isBytes(key)) {
                types.add(key.type());
            }
        }
        return types;
    }

    /// Answers the word that a key begins with.
    static int firstWord(List<Expression> expressions, int key) {
        int words = 0;
        for (Expression before : expressions.subList(0, key)) {
            words += before.type().physical() == PhysicalType.HUGE ? 2 : 1;
        }
        return words;
    }

    static boolean isBytes(Expression key) {
        PhysicalType physical = key.type().physical();
        return physical == PhysicalType.BYTES || physical == PhysicalType.ARRAY;
    }

    /// Computes the keys of a batch. `rows()` lists the rows that count and have no NULL key.
    void compute(Batch batch) {
        rows = batch.hasSelection() ? batch.selection() : IDENTITY;
        count = batch.size();
        for (int k = 0; k < keys.length; k++) {
            vectors[k] = keys[k].evaluate(batch);
            dropNulls(vectors[k]);
        }
        for (int k = 0; k < keys.length; k++) {
            encode(vectors[k], textHashes[k], firstWord[k]);
        }
        hashed = false;
    }

    private void dropNulls(ColumnVector vector) {
        if (!vector.hasNulls()) {
            return;
        }
        if (vector.isConstant()) {
            count = vector.isNull(0) ? 0 : count;
        } else {
            count = RowKernels.validRows(vector.validity(), rows, count, ownRows);
            rows = ownRows;
        }
    }

    private void encode(ColumnVector vector, ValueHash textHash, int word) {
        long[] out = words[word].values();
        switch (vector) {
            case IntColumnVector v when !v.isConstant() -> ints(v.values(), rows, count, out);
            case LongColumnVector v when !v.isConstant() -> longs(v.values(), rows, count, out);
            case HugeColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    out[rows[i]] = v.low()[v.slot(rows[i])];
                    words[word + 1].values()[rows[i]] = v.high()[v.slot(rows[i])];
                }
            }
            default -> {
                if (vector.physicalType() == PhysicalType.BYTES || vector.physicalType() == PhysicalType.ARRAY) {
                    textHash.of(vector, rows, count, out);
                } else {
                    for (int i = 0; i < count; i++) {
                        out[rows[i]] = value(vector, rows[i]);
                    }
                }
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

    private static long value(ColumnVector vector, int row) {
        return switch (vector) {
            case BooleanColumnVector v -> v.get(row);
            case IntColumnVector v -> v.get(row);
            case LongColumnVector v -> v.get(row);
            case FloatColumnVector v -> Float.floatToIntBits(v.get(row) + 0.0f);
            case DoubleColumnVector v -> Double.doubleToLongBits(v.get(row) + 0.0);
            default -> throw new IllegalStateException("no join key has this type: " + vector.physicalType());
        };
    }

    private void hash() {
        hashed = true;
        if (words.length == 1) {
            first(words[0].values(), rows, count, hashes);
            return;
        }
        for (int i = 0; i < count; i++) {
            hashes[rows[i]] = 0;
        }
        for (LongColumnVector word : words) {
            combine(word.values(), rows, count, hashes);
        }
    }

    private static void first(long[] word, int[] rows, int count, long[] hashes) {
        for (int i = 0; i < count; i++) {
            hashes[rows[i]] = JoinTable.combine(0, word[rows[i]]);
        }
    }

    private static void combine(long[] word, int[] rows, int count, long[] hashes) {
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            hashes[row] = JoinTable.combine(hashes[row], word[row]);
        }
    }

    int[] rows() {
        return rows;
    }

    int count() {
        return count;
    }

    /// Answers the hashes, which are computed when they are asked for: tables by place need none.
    long[] hashes() {
        if (!hashed) {
            hash();
        }
        return hashes;
    }

    LongColumnVector word(int word) {
        return words[word];
    }

    /// Answers the first word of a key.
    int firstWord(int key) {
        return firstWord[key];
    }

    int wordCount() {
        return words.length;
    }

    ColumnVector vector(int key) {
        return vectors[key];
    }
}
