package org.almagest.exec.pipeline;

import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.plan.PhysicalPlan;

/// Pieces of work without rows: `WorkSink` does the work of a run, which is one piece.
final class WorkSource extends CountedSource {
    WorkSource(PhysicalPlan node, int pieces) {
        super(node, pieces);
    }

    @Override
    public MorselReader reader() {
        return new Nothing();
    }

    private static final class Nothing implements MorselReader {
        @Override
        public void open(Morsel morsel) {
            // A piece has no rows.
        }

        @Override
        public boolean next(Batch out) {
            return false;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
