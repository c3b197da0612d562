package org.almagest.exec.join;

import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.RowStore;

/// The build side's rows that no row of the probe matched, with NULLs for the probe's columns: the
/// end of a FULL join. A morsel is a block of the table's rows, then one of those with a NULL key.
public final class UnmatchedSource extends CountedSource {
    private final PhysicalPlan.HashJoin plan;
    private final BuildSink build;
    private final RowStore rows;
    private final RowStore loose;

    /// Makes the source once the probe has ended.
    public UnmatchedSource(PhysicalPlan.HashJoin plan, BuildSink build) {
        super(plan, build.table().rows().blockCount() + build.loose().blockCount());
        this.plan = plan;
        this.build = build;
        rows = build.table().rows();
        loose = build.loose();
    }

    @Override
    public MorselReader reader() {
        return new UnmatchedReader();
    }

    private final class UnmatchedReader implements MorselReader {
        private final int probeColumns = plan.probe().types().size();
        private final int buildColumns = plan.build().types().size();
        private final Batch own = Batch.allocate(plan.types());
        private RowStore from;
        private int block;
        private int next;

        UnmatchedReader() {
            for (int c = 0; c < probeColumns; c++) {
                own.column(c).setNull(0);
                own.column(c).setConstant(true);
            }
        }

        @Override
        public void open(Morsel morsel) {
            boolean ofTable = morsel.index() < rows.blockCount();
            from = ofTable ? rows : loose;
            block = ofTable ? morsel.index() : morsel.index() - rows.blockCount();
            next = 0;
        }

        @Override
        public boolean next(Batch out) {
            while (next < from.rows(block)) {
                int count = Math.min(ColumnVector.BATCH_ROWS, from.rows(block) - next);
                int found = select(out, count);
                int first = next;
                next += count;
                if (found > 0) {
                    read(out, first, count);
                    return true;
                }
            }
            return false;
        }

        /// Makes the batch's rows that count those without a match.
        private int select(Batch out, int count) {
            out.setRowCount(count);
            if (from == loose) {
                return count;
            }
            int found = 0;
            for (int i = 0; i < count; i++) {
                if (rows.intAt(build.layout().matchedColumn(), RowStore.id(block, next + i)) == 0) {
                    out.selection()[found++] = i;
                }
            }
            out.setSelected(found);
            return found;
        }

        private void read(Batch out, int first, int count) {
            for (int c = 0; c < probeColumns; c++) {
                out.setColumn(c, own.column(c));
            }
            for (int c = 0; c < buildColumns; c++) {
                ColumnVector vector = own.column(probeColumns + c);
                vector.reset();
                from.read(c, block, first, count, vector);
                out.setColumn(probeColumns + c, vector);
            }
        }

        @Override
        public void close() {
            // Holds nothing but its vectors.
        }
    }
}
