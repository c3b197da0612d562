package org.almagest.exec.join;

import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.CountedSource;
import org.almagest.exec.plan.PhysicalPlan;

/// The build side's rows that no row of the probe matched, with NULLs for the probe's columns: the
/// end of a FULL join; or all that a BUILD_SEMI or BUILD_ANTI join gives. A morsel is a block of rows. Where the build
/// side has spilled there are none:
/// each of its partitions has given its own.
public final class UnmatchedSource extends CountedSource {
    private final PhysicalPlan.HashJoin plan;
    private final BuildSink build;

    /// Makes the source once the build side is there.
    public UnmatchedSource(PhysicalPlan.HashJoin plan, BuildSink build) {
        super(plan, build.hasSpilled() ? 0 : build.side().table().rows().blockCount());
        this.plan = plan;
        this.build = build;
    }

    /// Only when the probe has ended it is known which rows have found no match.
    @Override
    public boolean isLate() {
        return true;
    }

    @Override
    public MorselReader reader() {
        return new UnmatchedReader();
    }

    private final class UnmatchedReader implements MorselReader {
        private final UnmatchedRows rows = new UnmatchedRows(plan);

        @Override
        public void open(Morsel morsel) {
            rows.open(morsel.index());
        }

        @Override
        public boolean next(Batch out) {
            return rows.next(build.side().table(), out);
        }

        @Override
        public void close() {
            // Holds nothing but its vectors.
        }
    }
}
