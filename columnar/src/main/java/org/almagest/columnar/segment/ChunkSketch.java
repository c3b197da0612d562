package org.almagest.columnar.segment;

import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.kernel.DistinctKernels;
import org.almagest.columnar.statistics.DistinctSketch;
import org.almagest.columnar.statistics.Quantiles;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;

/// What is summed up of a column chunk while it is encoded: the registers of its different values
/// (none for arrays), and quantiles of its numbers from a sample.
///
/// Every value goes into the registers, at about two nanoseconds; sorting samples costs about one
/// more. All is a function of the values alone, so that a load done again says the same.
record ChunkSketch(byte[] registers, Optional<Quantiles> quantiles) {
    /// The values of a chunk that its quantiles are found from.
    private static final int SAMPLE = 1_024;

    private static final int POINTS = 65;
    private static final int STEP_BITS = 20;
    private static final ChunkSketch NONE = new ChunkSketch(new byte[0], Optional.empty());

    long bytes() {
        return registers.length + 8L * POINTS;
    }

    static ChunkSketch of(ColumnBuffer buffer, DataType type) {
        if (buffer instanceof ArrayBuffer) {
            return NONE;
        }
        byte[] registers = new byte[1 << DistinctSketch.MOST_BITS];
        register(buffer, 0, buffer.rows(), registers);
        return new ChunkSketch(registers, quantiles(buffer, type));
    }

    /// Takes rows into the registers of a sketch.
    static void register(ColumnBuffer buffer, int from, int count, byte[] registers) {
        int bits = Integer.numberOfTrailingZeros(registers.length);
        switch (buffer) {
            case IntBuffer ints -> register(ints.values(), from, count, registers, bits);
            case LongBuffer longs -> register(longs.values(), from, count, registers, bits);
            case FloatBuffer floats -> register(floats.values(), from, count, registers, bits);
            case DoubleBuffer doubles -> register(doubles.values(), from, count, registers, bits);
            case BytesBuffer bytes -> register(bytes.values(), from, count, registers, bits);
            case HugeBuffer huge ->
                DistinctKernels.huges(
                        ((ColumnValues.Longs) huge.highValues()).values(),
                        ((ColumnValues.Longs) huge.lowValues()).values(),
                        huge.validity(),
                        from,
                        count,
                        registers,
                        bits);
            case ArrayBuffer array -> {
                // Arrays are not counted.
            }
        }
    }

    private static void register(ColumnValues values, int from, int count, byte[] registers, int bits) {
        switch (values) {
            case ColumnValues.Ints(var ints, var validity, int _) ->
                DistinctKernels.ints(ints, validity, from, count, registers, bits);
            case ColumnValues.Longs(var longs, var validity, int _) ->
                DistinctKernels.longs(longs, validity, from, count, registers, bits);
            case ColumnValues.Floats(var floats, var validity, int _) ->
                DistinctKernels.floats(floats, validity, from, count, registers, bits);
            case ColumnValues.Doubles(var doubles, var validity, int _) ->
                DistinctKernels.doubles(doubles, validity, from, count, registers, bits);
            case ColumnValues.Bytes(var offsets, var bytes, var validity, int _) ->
                DistinctKernels.bytes(offsets, bytes, validity, from, count, registers, bits);
        }
    }

    /// Samples at steps that differ a little from each other, so that no period in the rows hides.
    private static Optional<Quantiles> quantiles(ColumnBuffer buffer, DataType type) {
        boolean isNumber = switch (type.physical()) {
            case INT, LONG, HUGE, FLOAT, DOUBLE -> true;
            case BOOLEAN, BYTES, ARRAY -> false;
        };
        int rows = buffer.rows();
        if (!isNumber || rows == 0) {
            return Optional.empty();
        }
        double[] sample = new double[SAMPLE];
        int taken = 0;
        long step = Math.max(1L << STEP_BITS, ((long) rows << STEP_BITS) / SAMPLE);
        int places = Math.min(rows, SAMPLE);
        long seen = 0;
        for (int i = 0; i < places; i++) {
            long from = i * step >>> STEP_BITS;
            long room = Math.max(1, ((i + 1) * step >>> STEP_BITS) - from);
            int row = (int) Math.min(rows - 1, from + Long.remainderUnsigned(DistinctKernels.hash(i), room));
            double value = buffer.number(row);
            seen++;
            if (buffer.isValid(row) && value == value) {
                sample[taken++] = type == ScalarType.UBIGINT && value < 0 ? value + 0x1p64 : value;
            }
        }
        if (taken == 0) {
            return Optional.empty();
        }
        Arrays.sort(sample, 0, taken);
        long values = Math.max(1, Math.round((double) rows * taken / seen));
        return Optional.of(Quantiles.ofSorted(sample, taken, values, POINTS));
    }
}
