package org.almagest.exec.aggregate;

import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.columnar.vector.TextDictionary;
import org.almagest.exec.rows.ArrayBytes;

/// Hashes of 64 bits by value: the same in every process, whatever form the vector has. All NaN are
/// one value, and so are 0.0 and -0.0. Owned by one thread (it remembers a dictionary's hashes).
public final class ValueHash {
    private static final long NULL_HASH = 0x7B1D_5E9C_4A36_F021L;

    private TextDictionary dictionary = new TextDictionary(new byte[0], new int[1], 0);
    private long[] byCode = {};
    private final ArrayBytes arrayBytes = new ArrayBytes();

    /// Sets `out[row]` for each of the rows.
    public void of(ColumnVector vector, int[] rows, int count, long[] out) {
        for (int i = 0; i < count; i++) {
            out[rows[i]] = 0;
        }
        combine(vector, rows, count, out);
    }

    /// Mixes a further column into `out[row]`.
    public void combine(ColumnVector vector, int[] rows, int count, long[] out) {
        if (vector instanceof TextColumnVector text && text.dictionary().isPresent()) {
            remember(text.dictionary().get());
        }
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long hash = vector.isNull(row) ? NULL_HASH : of(vector, row);
            out[row] = mix(out[row] * 31 + hash);
        }
    }

    private void remember(TextDictionary shared) {
        if (dictionary != shared) {
            dictionary = shared;
            byCode = byCode.length < shared.size() ? new long[shared.size()] : byCode;
            for (int code = 0; code < shared.size(); code++) {
                byCode[code] = ofBytes(shared.bytes(), shared.start(code), shared.length(code));
            }
        }
    }

    private long of(ColumnVector vector, int row) {
        return switch (vector) {
            case BooleanColumnVector v -> v.get(row);
            case IntColumnVector v -> v.get(row);
            case LongColumnVector v -> v.get(row);
            case FloatColumnVector v -> Double.doubleToLongBits(v.get(row) + 0.0);
            case DoubleColumnVector v -> Double.doubleToLongBits(v.get(row) + 0.0);
            case HugeColumnVector v -> {
                int slot = v.slot(row);
                yield mix(v.high()[slot]) ^ v.low()[slot];
            }
            case TextColumnVector v ->
                v.isDictionary() ? byCode[v.codes()[v.slot(row)]] : ofBytes(v.bytes(), v.start(row), v.length(row));
            case ArrayColumnVector v -> {
                arrayBytes.encode(v, row);
                yield ofBytes(arrayBytes.bytes(), 0, arrayBytes.length());
            }
        };
    }

    /// Answers the hash of a byte string.
    public static long ofBytes(byte[] bytes, int start, int length) {
        long hash = length;
        int i = start;
        int end = start + length;
        for (; i + 8 <= end; i += 8) {
            hash = mix(hash ^ word(bytes, i));
        }
        long rest = 0;
        for (; i < end; i++) {
            rest = rest << 8 | bytes[i] & 0xFF;
        }
        return mix(hash ^ rest);
    }

    private static final java.lang.invoke.VarHandle WORD =
            java.lang.invoke.MethodHandles.byteArrayViewVarHandle(long[].class, java.nio.ByteOrder.LITTLE_ENDIAN);

    private static long word(byte[] bytes, int at) {
        return (long) WORD.get(bytes, at);
    }

    /// Spreads a word's bits (the finaliser of MurmurHash3).
    public static long mix(long value) {
        long x = value ^ value >>> 33;
        x *= 0xFF51_AFD7_ED55_8CCDL;
        x ^= x >>> 33;
        x *= 0xC4CE_B9FE_1A85_EC53L;
        return x ^ x >>> 33;
    }
}
