package org.almagest.columnar.segment;

import java.math.BigInteger;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.kernel.HashKernels;
import org.almagest.columnar.type.TypeOrder;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// The hashes of values, in rows and alone: those of `docs/format/segment.md`. Equal values have
/// equal hashes, both zeros among them.
final class RowHashes {
    private RowHashes() {}

    /// Answers the hash of a value that is not NULL and no array.
    static long of(Value value) {
        return switch (value) {
            case Value.OfLong(long number) -> HashKernels.hash(number);
            case Value.OfDouble(double number) -> HashKernels.hash(Double.doubleToLongBits(number + 0.0));
            case Value.OfHuge(BigInteger number) ->
                HashKernels.hash(HashKernels.hash(number.shiftRight(Long.SIZE).longValue()) ^ number.longValue());
            case Value.OfText _, Value.OfBytes _ -> {
                byte[] bytes = TypeOrder.bytes(value);
                yield HashKernels.hash(bytes, 0, bytes.length);
            }
            case Value.OfArray _, Value.Null _ ->
                throw new IllegalArgumentException("a value without a hash: " + value);
        };
    }

    /// Answers the hash of the value in a row, which is not NULL.
    static long of(ColumnVector vector, int row) {
        return switch (vector) {
            case BooleanColumnVector booleans -> HashKernels.hash(booleans.get(row));
            case IntColumnVector ints -> HashKernels.hash(ints.get(row));
            case LongColumnVector longs -> HashKernels.hash(longs.get(row));
            case HugeColumnVector huges -> HashKernels.hash(HashKernels.hash(huges.high()[row]) ^ huges.low()[row]);
            case FloatColumnVector floats -> HashKernels.hash(Double.doubleToLongBits(floats.get(row) + 0.0));
            case DoubleColumnVector doubles -> HashKernels.hash(Double.doubleToLongBits(doubles.get(row) + 0.0));
            case TextColumnVector text -> HashKernels.hash(text.bytes(), text.start(row), text.length(row));
            case ArrayColumnVector _ -> throw new IllegalArgumentException("arrays have no hash");
        };
    }

    /// Writes the hashes of the values of rows `from .. from + count` one behind the other, leaving
    /// out NULL; answers how many there are.
    static int of(ColumnBuffer buffer, int from, int count, long[] out) {
        return switch (buffer) {
            case IntBuffer ints -> of(ints, ints.values(), from, count, out);
            case LongBuffer longs -> of(longs, longs.values(), from, count, out);
            case FloatBuffer floats -> of(floats, floats.values(), from, count, out);
            case DoubleBuffer doubles -> of(doubles, doubles.values(), from, count, out);
            case BytesBuffer bytes -> of(bytes, bytes.values(), from, count, out);
            case HugeBuffer huge -> {
                long[] high = ((ColumnValues.Longs) huge.highValues()).values();
                long[] low = ((ColumnValues.Longs) huge.lowValues()).values();
                int n = 0;
                for (int i = from; i < from + count; i++) {
                    if (huge.isValid(i)) {
                        out[n++] = HashKernels.hash(HashKernels.hash(high[i]) ^ low[i]);
                    }
                }
                yield n;
            }
            case ArrayBuffer _ -> throw new IllegalArgumentException("arrays have no hash");
        };
    }

    private static int of(ColumnBuffer rows, ColumnValues values, int from, int count, long[] out) {
        int n = 0;
        for (int i = from; i < from + count; i++) {
            if (rows.isValid(i)) {
                out[n++] = of(values, i);
            }
        }
        return n;
    }

    private static long of(ColumnValues values, int row) {
        return switch (values) {
            case ColumnValues.Ints(var ints, var _, int _) -> HashKernels.hash(ints[row]);
            case ColumnValues.Longs(var longs, var _, int _) -> HashKernels.hash(longs[row]);
            case ColumnValues.Floats(var floats, var _, int _) ->
                HashKernels.hash(Double.doubleToLongBits(floats[row] + 0.0));
            case ColumnValues.Doubles(var doubles, var _, int _) ->
                HashKernels.hash(Double.doubleToLongBits(doubles[row] + 0.0));
            case ColumnValues.Bytes(var offsets, var bytes, var _, int _) ->
                HashKernels.hash(bytes, offsets[row], offsets[row + 1] - offsets[row]);
        };
    }
}
