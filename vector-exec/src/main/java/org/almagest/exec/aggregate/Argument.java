package org.almagest.exec.aggregate;

import java.math.BigDecimal;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.kernel.GatherKernels;
import org.almagest.exec.kernel.RowKernels;
import org.almagest.exec.kernel.SumKernels;

/// The values of one aggregate's argument in one batch: a vector, and the rows that count
/// (selected, passed by the FILTER, not NULL). The views as `long` and `double` are made once per
/// batch, however many aggregates share the argument. Owned by one thread.
final class Argument {
    private static final int ROWS = ColumnVector.BATCH_ROWS;
    private static final int[] IDENTITY = RowKernels.identity(ROWS);

    private final DataType type;
    private final int[] ownRows = new int[ROWS + 16];
    private final long[] ownLive = new long[ROWS / 64];
    private ColumnVector vector;
    private int batchRows;
    private int[] rows = IDENTITY;
    private int count;
    private boolean dense;

    /// Whether every row that is not NULL counts.
    private boolean everyValue;

    /// The rows that count as a bitmap, where `masked`.
    private long[] live = ownLive;

    private boolean masked;

    /// Whether `rows` must be listed from `live` first.
    private boolean rowsPending;

    /// The batch whose own mask `live` is, which lists its rows once for all.
    private Optional<Batch> masking = Optional.empty();

    private final Reduction reduction = new Reduction();
    private final GroupSums groupSums = new GroupSums();
    private boolean aimed;
    private final int[] valuesBeforeWord = new int[ROWS / 64 + 1];
    private boolean counted;
    private long[] longs;
    private double[] doubles;
    private long[] packedLongs;
    private double[] packedDoubles;
    private long[] ownLongs;
    private double[] ownDoubles;
    private long[] ownPackedLongs;
    private double[] ownPackedDoubles;

    Argument(DataType type) {
        this.type = type;
    }

    DataType type() {
        return type;
    }

    /// Takes the rows of a batch that count, without values: `count(*)`.
    void set(Batch batch) {
        batchRows = batch.rowCount();
        dense = !batch.hasSelection();
        everyValue = dense;
        count = batch.size();
        forgetViews();
        if (batch.hasMask()) {
            mask(batch.mask());
            if (masking.isEmpty() || masking.get() != batch) {
                masking = Optional.of(batch);
            }
        } else {
            rows = dense ? IDENTITY : batch.selection();
        }
    }

    private void mask(long[] rowsThatCount) {
        live = rowsThatCount;
        masked = true;
        rowsPending = true;
        dense = false;
    }

    /// Takes a vector over the batch's rows; its NULLs do not count.
    void set(Batch batch, ColumnVector values) {
        set(batch);
        vector = values;
        if (!values.hasNulls()) {
            return;
        }
        if (values.isConstant()) {
            if (values.isNull(0)) {
                rows = ownRows;
                count = 0;
                dense = false;
                masked = false;
                rowsPending = false;
            }
            return;
        }
        if (dense) {
            int valid = RowKernels.countValid(values.validity(), count);
            if (valid < count) {
                count = valid;
                mask(values.validity());
            }
        } else if (masked) {
            count = RowKernels.intersect(live, values.validity(), ownLive);
            mask(ownLive);
        } else {
            int valid = RowKernels.validRows(values.validity(), rows, count, ownRows);
            if (valid < count) {
                rows = ownRows;
                count = valid;
            }
        }
    }

    /// Takes some of another argument's rows.
    void narrow(Argument of, int[] someRows, int someCount) {
        vector = of.vector;
        batchRows = of.batchRows;
        rows = someRows;
        count = someCount;
        dense = false;
        everyValue = false;
        forgetViews();
    }

    private void forgetViews() {
        groupSums.forget();
        masked = false;
        rowsPending = false;
        aimed = false;
        counted = false;
        longs = null;
        doubles = null;
        packedLongs = null;
        packedDoubles = null;
    }

    ColumnVector vector() {
        return vector;
    }

    /// Answers the rows that count; the list is made when it is first asked for.
    int[] rows() {
        if (rowsPending && masking.isPresent() && live == masking.get().mask()) {
            rows = masking.get().selection();
            rowsPending = false;
        } else if (rowsPending) {
            RowKernels.validRows(live, batchRows, ownRows);
            rows = ownRows;
            rowsPending = false;
        }
        return rows;
    }

    /// Answers how many of the rows below `row` count, while `isEveryValue()`.
    int valuesBefore(int row) {
        if (dense || count == 0) {
            return dense ? row : 0;
        }
        if (!counted) {
            for (int word = 0; word < live.length; word++) {
                valuesBeforeWord[word + 1] = valuesBeforeWord[word] + Long.bitCount(live[word]);
            }
            counted = true;
        }
        int word = row >>> 6;
        int rest = row & 63;
        return valuesBeforeWord[word] + (rest == 0 ? 0 : Long.bitCount(live[word] & (1L << rest) - 1));
    }

    /// Answers whether every row of the batch that is not NULL counts.
    boolean isEveryValue() {
        return everyValue;
    }

    /// Answers the bits of the rows that count of a batch without a selection, where most do.
    Optional<long[]> mostlyValid() {
        return everyValue && masked && count > batchRows / 2 ? Optional.of(live) : Optional.empty();
    }

    int batchRows() {
        return batchRows;
    }

    /// Answers whether every row of the batch counts.
    boolean isDense() {
        return dense;
    }

    /// Answers the sums of the batch's values by group or by run, which aggregates of the argument share.
    GroupSums groupSums() {
        return groupSums;
    }

    /// Answers the values that count, for kernels that do not ask where they stand.
    Reduction reduction() {
        if (!aimed) {
            aim();
            aimed = true;
        }
        return reduction;
    }

    private void aim() {
        boolean floating = vector instanceof DoubleColumnVector || vector instanceof FloatColumnVector;
        if (floating && vector.isDeferred() && (everyValue || masked)) {
            reduction.aim(vector.deferred(), vector instanceof DoubleColumnVector, everyValue, live);
        } else if (dense) {
            reduction.aim(doubles(), count);
        } else if (masked) {
            reduction.aim(doubles(), vector, batchRows, everyValue, live);
        } else {
            reduction.aim(packedDoubles(), count);
        }
    }

    int count() {
        return count;
    }

    /// Answers the values by row, as `long`: BOOLEAN, INT or LONG vectors.
    long[] longs() {
        if (longs == null) {
            longs = makeLongs();
        }
        return longs;
    }

    private long[] makeLongs() {
        if (vector instanceof LongColumnVector v && !v.isConstant()) {
            return v.values();
        }
        if (ownLongs == null) {
            ownLongs = new long[ROWS];
        }
        int filled = vector.isConstant() ? 1 : batchRows;
        switch (vector) {
            case BooleanColumnVector v -> GatherKernels.widen(v.values(), filled, ownLongs);
            case IntColumnVector v -> GatherKernels.widen(v.values(), filled, ownLongs);
            case LongColumnVector v -> ownLongs[0] = v.values()[0];
            default -> throw new IllegalStateException("no integers: " + type);
        }
        if (vector.isConstant()) {
            java.util.Arrays.fill(ownLongs, ownLongs[0]);
        }
        return ownLongs;
    }

    /// Answers the values by row, as `double`: any numeric vector; a decimal's scale is applied.
    double[] doubles() {
        if (doubles == null) {
            doubles = makeDoubles();
        }
        return doubles;
    }

    private double[] makeDoubles() {
        if (vector instanceof DoubleColumnVector v && !v.isConstant()) {
            return v.values();
        }
        if (ownDoubles == null) {
            ownDoubles = new double[ROWS];
        }
        int filled = vector.isConstant() ? 1 : batchRows;
        switch (vector) {
            case FloatColumnVector v -> GatherKernels.widen(v.values(), filled, ownDoubles);
            case DoubleColumnVector v -> ownDoubles[0] = v.values()[0];
            case IntColumnVector v -> GatherKernels.widen(v.values(), filled, ownDoubles);
            case LongColumnVector v -> widen(v, filled);
            case HugeColumnVector v -> {
                for (int i = 0; i < count; i++) {
                    int slot = v.slot(rows()[i]);
                    ownDoubles[slot] = new BigDecimal(v.get(rows[i]), scale()).doubleValue();
                }
            }
            default -> throw new IllegalStateException("no numbers: " + type);
        }
        if (vector.isConstant()) {
            java.util.Arrays.fill(ownDoubles, ownDoubles[0]);
        }
        return ownDoubles;
    }

    private void widen(LongColumnVector v, int filled) {
        if (type == ScalarType.UBIGINT) {
            for (int i = 0; i < filled; i++) {
                ownDoubles[i] = Wide.unsignedToDouble(v.values()[i]);
            }
            return;
        }
        GatherKernels.widen(v.values(), filled, ownDoubles);
        if (scale() > 0) {
            double power = Math.pow(10, scale());
            for (int i = 0; i < filled; i++) {
                ownDoubles[i] /= power;
            }
        }
    }

    private int scale() {
        return type instanceof DecimalType decimal ? decimal.scale() : 0;
    }

    /// Answers `count()` values without gaps, as `long`.
    long[] packedLongs() {
        if (packedLongs == null) {
            if (dense) {
                packedLongs = longs();
            } else {
                if (ownPackedLongs == null) {
                    ownPackedLongs = new long[ROWS];
                }
                GatherKernels.gather(longs(), rows(), count, ownPackedLongs);
                packedLongs = ownPackedLongs;
            }
        }
        return packedLongs;
    }

    /// Answers `count()` values without gaps, as `double`.
    double[] packedDoubles() {
        if (packedDoubles == null) {
            packedDoubles = pack();
        }
        return packedDoubles;
    }

    private double[] pack() {
        if (dense) {
            return doubles();
        }
        if (ownPackedDoubles == null) {
            ownPackedDoubles = new double[ROWS + 8];
        }
        if (masked) {
            SumKernels.packValid(doubles(), live, batchRows, ownPackedDoubles);
        } else {
            GatherKernels.gather(doubles(), rows(), count, ownPackedDoubles);
        }
        return ownPackedDoubles;
    }
}
