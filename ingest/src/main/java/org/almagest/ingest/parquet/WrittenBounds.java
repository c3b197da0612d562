package org.almagest.ingest.parquet;

import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.type.ScalarType;

/// Bounds of some values of a chunk as they are written: none for NaN, booleans, byte strings that
/// are no text, wide decimals, and long strings. Zero is written as -0.0 below and 0.0 above, as the
/// specification asks.
final class WrittenBounds {
    private static final int MOST_TEXT_BYTES = 256;

    private WrittenBounds() {}

    /// Least and greatest value in PLAIN form.
    record Pair(byte[] least, byte[] greatest) {}

    static Optional<Pair> of(WrittenColumn column, ChunkBuffer chunk, int from, int to) {
        if (from == to || column.isArray()) {
            return Optional.empty();
        }
        return switch (column.valueType().physical()) {
            case INT, LONG -> integers(column, chunk, from, to);
            case FLOAT, DOUBLE -> floats(column, chunk, from, to);
            case BYTES -> column.valueType() == ScalarType.VARCHAR ? texts(chunk, from, to) : Optional.empty();
            case BOOLEAN, HUGE, ARRAY -> Optional.empty();
        };
    }

    private static Optional<Pair> integers(WrittenColumn column, ChunkBuffer chunk, int from, int to) {
        long flip = column.valueType() == ScalarType.UBIGINT ? Long.MIN_VALUE : 0;
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        for (int i = from; i < to; i++) {
            least = Math.min(least, chunk.numbers[i] ^ flip);
            greatest = Math.max(greatest, chunk.numbers[i] ^ flip);
        }
        return Optional.of(new Pair(plain(column, least ^ flip), plain(column, greatest ^ flip)));
    }

    private static Optional<Pair> floats(WrittenColumn column, ChunkBuffer chunk, int from, int to) {
        boolean single = column.stored() == StoredType.FLOAT;
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int i = from; i < to; i++) {
            long bits = chunk.numbers[i];
            double value = single ? Float.intBitsToFloat((int) bits) : Double.longBitsToDouble(bits);
            if (Double.isNaN(value)) {
                return Optional.empty();
            }
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        return Optional.of(new Pair(
                plain(column, bits(single, least == 0 ? -0.0 : least)),
                plain(column, bits(single, greatest == 0 ? 0.0 : greatest))));
    }

    private static long bits(boolean single, double value) {
        return single ? Float.floatToRawIntBits((float) value) : Double.doubleToRawLongBits(value);
    }

    private static byte[] plain(WrittenColumn column, long number) {
        PageBytes out = new PageBytes();
        if (column.stored().bytes == Integer.BYTES) {
            out.word((int) number);
        } else {
            out.wide(number);
        }
        return out.copy();
    }

    private static Optional<Pair> texts(ChunkBuffer chunk, int from, int to) {
        int least = from;
        int greatest = from;
        for (int i = from + 1; i < to; i++) {
            least = compare(chunk, i, least) < 0 ? i : least;
            greatest = compare(chunk, i, greatest) > 0 ? i : greatest;
        }
        byte[] low = Arrays.copyOfRange(chunk.text, chunk.start(least), chunk.ends[least]);
        byte[] high = Arrays.copyOfRange(chunk.text, chunk.start(greatest), chunk.ends[greatest]);
        boolean small = low.length <= MOST_TEXT_BYTES && high.length <= MOST_TEXT_BYTES;
        return small ? Optional.of(new Pair(low, high)) : Optional.empty();
    }

    private static int compare(ChunkBuffer chunk, int a, int b) {
        return Arrays.compareUnsigned(
                chunk.text, chunk.start(a), chunk.ends[a], chunk.text, chunk.start(b), chunk.ends[b]);
    }
}
