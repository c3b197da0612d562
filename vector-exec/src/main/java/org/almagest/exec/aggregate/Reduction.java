package org.almagest.exec.aggregate;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.almagest.columnar.kernel.BitmapKernels;
import org.almagest.columnar.kernel.PackKernels;
import org.almagest.columnar.scan.PlainRun;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DeferredBlock;
import org.almagest.exec.kernel.SumKernels;

/// The numbers of an argument that count, as reductions take them: the values that are not NULL, one
/// behind the other, and which of them count.
///
/// ```text
/// values   doubles in a page, floats in a page, encoded in a page, or doubles in an array
/// bits     bit i: value i counts; not looked at where every value does
/// ```
///
/// Value `i` goes to lane `i mod 8` wherever it stands, so that a sum has the same bits whether it
/// stands in a page or in an array. What is encoded is reduced as it stands where its encoding allows
/// that, and decoded otherwise; which of the two depends on the rows as they are stored, and on the
/// query. Aimed at one batch after the other; owned by one thread.
final class Reduction {
    private enum Place {
        PAGE_DOUBLES,
        PAGE_FLOATS,
        ENCODED,
        ARRAY
    }

    private static final ValueLayout.OfDouble LITTLE_DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final int ROWS = ColumnVector.BATCH_ROWS;

    private final long[] bits = new long[ROWS / 64];
    private final double[] bounds = new double[2];
    private final double[] result = new double[1];
    private double[] own = {};
    private DeferredBlock encoded;
    private Place place = Place.ARRAY;
    private MemorySegment page = MemorySegment.NULL;
    private long offset;
    private double[] array = {};
    private int count;
    private boolean every;
    private int nans;
    private boolean bounded;
    private boolean summed;
    private double sum;
    private boolean squared;
    private double squaredFrom;
    private double squares;

    /// Takes `values[0 .. size)`, all of which count.
    void aim(double[] values, int size) {
        place = Place.ARRAY;
        array = values;
        count = size;
        every = true;
        forget();
    }

    /// Takes values by row: those of a vector with or without NULLs that are in `live`.
    void aim(double[] values, ColumnVector vector, int rows, boolean everyValue, long[] live) {
        if (vector.hasNulls()) {
            int found = SumKernels.packValid(values, vector.validity(), rows, own());
            aim(own, found);
            PackKernels.bits(live, vector.validity(), bits.length, bits);
        } else {
            aim(values, rows);
            System.arraycopy(live, 0, bits, 0, bits.length);
        }
        every = everyValue;
    }

    /// Takes a block that is not decoded: its values, or those of the rows in `live`.
    void aim(DeferredBlock block, boolean doubles, boolean everyValue, long[] live) {
        count = block.valueCount();
        every = everyValue;
        if (!every) {
            block.pick(live, bits);
        }
        if (count > 0 && block.plainOffset() >= 0 && SumKernels.readPages()) {
            place = doubles ? Place.PAGE_DOUBLES : Place.PAGE_FLOATS;
            page = block.bytes();
            offset = block.plainOffset();
        } else {
            place = Place.ENCODED;
            encoded = block;
            if (every) {
                allBits();
            }
        }
        forget();
    }

    /// Takes block `k` of a run, whose sum is known.
    void aim(PlainRun run, int k, boolean doubles, double itsSum) {
        place = doubles ? Place.PAGE_DOUBLES : Place.PAGE_FLOATS;
        page = run.bytes();
        offset = run.offsets()[k];
        count = run.counts()[k];
        every = run.isEvery(k);
        System.arraycopy(run.bits()[k], 0, bits, 0, bits.length);
        forget();
        sum = itsSum;
        summed = true;
    }

    /// Tells the sum of the squared distances from `mean` of what it was aimed at.
    void tellSquares(double mean, double itsSquares) {
        squaredFrom = mean;
        squares = itsSquares;
        squared = true;
    }

    /// Answers how many values of the block count.
    int count() {
        return every ? count : BitmapKernels.count(bits, bits.length);
    }

    private void forget() {
        summed = false;
        squared = false;
        bounded = false;
    }

    private double[] own() {
        if (own.length == 0) {
            own = new double[ROWS + 8];
        }
        return own;
    }

    private void decode() {
        if (place == Place.ENCODED) {
            encoded.values(own());
            array = own;
            place = Place.ARRAY;
        }
    }

    /// Copies what stands as floats or encoded, for kernels that take doubles alone.
    private void widen() {
        decode();
        if (place == Place.PAGE_FLOATS) {
            PackKernels.widen(page, offset, count, own());
            array = own;
            place = Place.ARRAY;
        }
    }

    /// Answers the values in an array, whether they count or not.
    double[] values() {
        if (place == Place.PAGE_DOUBLES) {
            MemorySegment.copy(page, LITTLE_DOUBLE, offset, own(), 0, count);
            array = own;
            place = Place.ARRAY;
        }
        widen();
        return array;
    }

    double sum() {
        if (!summed) {
            sum = place == Place.ENCODED && encoded.sum(bits, result) ? result[0] : sumOfValues();
            summed = true;
        }
        return sum;
    }

    private double sumOfValues() {
        decode();
        return switch (place) {
            case PAGE_DOUBLES ->
                every ? SumKernels.sum(page, offset, count) : SumKernels.sum(page, offset, count, bits);
            case PAGE_FLOATS -> SumKernels.sumFloats(page, offset, count, every ? allBits() : bits);
            case ENCODED, ARRAY -> every ? SumKernels.sum(array, count) : SumKernels.sum(array, count, bits);
        };
    }

    private long[] allBits() {
        Arrays.fill(bits, 0);
        BitmapKernels.setRange(bits, 0, count);
        return bits;
    }

    /// Sums the squares of the distances from `mean`.
    double sumOfSquares(double mean) {
        if (squared && mean == squaredFrom) {
            return squares;
        }
        widen();
        if (place == Place.PAGE_DOUBLES) {
            return every
                    ? SumKernels.sumOfSquares(page, offset, count, mean)
                    : SumKernels.sumOfSquares(page, offset, count, mean, bits);
        }
        return every ? SumKernels.sumOfSquares(array, count, mean) : SumKernels.sumOfSquares(array, count, mean, bits);
    }

    /// Answers the least and the greatest value that is not NaN, as `SumKernels.bounds` does.
    double[] bounds() {
        if (!bounded) {
            if (!boundEncoded()) {
                boundValues();
            }
            bounded = true;
        }
        return bounds;
    }

    private boolean boundEncoded() {
        if (place != Place.ENCODED) {
            return false;
        }
        int found = encoded.bounds(bits, bounds);
        nans = Math.max(0, found);
        return found >= 0;
    }

    private void boundValues() {
        widen();
        if (place == Place.PAGE_DOUBLES) {
            nans = every
                    ? SumKernels.bounds(page, offset, count, bounds)
                    : SumKernels.bounds(page, offset, count, bits, bounds);
        } else {
            nans = every ? SumKernels.bounds(array, count, bounds) : SumKernels.bounds(array, count, bits, bounds);
        }
    }

    /// Answers how many values are NaN, once `bounds` was asked for.
    int countNaN() {
        return nans;
    }
}
