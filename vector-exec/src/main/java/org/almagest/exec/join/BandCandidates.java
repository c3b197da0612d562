package org.almagest.exec.join;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.exec.evaluate.ExpressionCompiler;
import org.almagest.exec.plan.Band;

/// Rows within a range of an order: a place is a position in it.
final class BandCandidates implements Candidates {
    private static final int ROWS = ColumnVector.BATCH_ROWS;
    private static final double ROUNDING = 0x1p-50;
    private static final double REAL_ROUNDING = 0x1p-21;

    private final SortedRows sorted;
    private final List<Limit> lower;
    private final List<Limit> upper;
    private final Optional<BandValues> reach;
    private final int[] from = new int[ROWS];
    private final int[] to = new int[ROWS];
    private final int[] found = new int[ROWS];
    private int count;

    private record Limit(BandValues values, double offset, double rounding) {
        static Limit of(Band.Bound bound, ExpressionCompiler compiler) {
            boolean real = bound.value().type().physical() == PhysicalType.FLOAT;
            double rounding = bound.offset() == 0 ? 0 : real ? REAL_ROUNDING : ROUNDING;
            return new Limit(new BandValues(compiler.evaluator(bound.value())), bound.offset(), rounding);
        }

        /// What the condition computes may be off by some rounding: the range is that much larger.
        /// What is only compared is exact: an infinity stays what it is.
        double slack(double value) {
            return rounding == 0 ? 0 : rounding * (Math.abs(value) + Math.abs(offset));
        }
    }

    BandCandidates(SortedRows sorted, Band band, ExpressionCompiler compiler) {
        this.sorted = sorted;
        lower = band.lower().stream().map(bound -> Limit.of(bound, compiler)).toList();
        upper = band.upper().stream().map(bound -> Limit.of(bound, compiler)).toList();
        reach = band.ends().map(ends -> new BandValues(compiler.evaluator(ends.bound())));
    }

    @Override
    public void find(Batch probe) {
        Arrays.fill(from, 0, probe.rowCount(), 0);
        Arrays.fill(to, 0, probe.rowCount(), sorted.count());
        for (Limit limit : lower) {
            DoubleColumnVector values = limit.values().of(probe);
            for (int i = 0; i < probe.size(); i++) {
                int row = probe.row(i);
                double value = values.values()[row];
                double least = value + limit.offset() - limit.slack(value);
                from[row] = Math.max(from[row], values.isNull(row) ? sorted.count() : sorted.from(least));
            }
        }
        for (Limit limit : upper) {
            DoubleColumnVector values = limit.values().of(probe);
            for (int i = 0; i < probe.size(); i++) {
                int row = probe.row(i);
                double value = values.values()[row];
                double most = value + limit.offset() + limit.slack(value);
                to[row] = Math.min(to[row], values.isNull(row) ? 0 : sorted.to(most));
            }
        }
        reach.ifPresent(ends -> reach(probe, ends.of(probe)));
        count = 0;
        for (int i = 0; i < probe.size(); i++) {
            int row = probe.row(i);
            found[count] = row;
            count += from[row] < to[row] ? 1 : 0;
        }
    }

    @Override
    public int[] rows() {
        return found;
    }

    @Override
    public int count() {
        return count;
    }

    private void reach(Batch probe, DoubleColumnVector values) {
        for (int i = 0; i < probe.size(); i++) {
            int row = probe.row(i);
            int first = values.isNull(row) ? sorted.count() : sorted.reaching(values.values()[row]);
            from[row] = Math.max(from[row], first);
        }
    }

    @Override
    public int first(int row) {
        return from[row];
    }

    @Override
    public int id(int place) {
        return sorted.id(place);
    }

    @Override
    public int next(int row, int place) {
        return place + 1 < to[row] ? place + 1 : -1;
    }

    @Override
    public boolean isKeyed(int row) {
        return true;
    }
}
