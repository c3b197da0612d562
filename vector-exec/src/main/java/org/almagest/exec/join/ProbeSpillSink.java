package org.almagest.exec.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.spill.SpillPartitions;

/// Writes the rows of a probe to the files of their partitions, because the build side's are there.
final class ProbeSpillSink implements Sink {
    private static final int RUNS = 32;

    private final PhysicalPlan.HashJoin plan;
    private final JoinSpill spill;
    private final List<SpillPartitions> writers = new ArrayList<>();

    ProbeSpillSink(PhysicalPlan.HashJoin plan, JoinSpill spill) {
        this.plan = plan;
        this.spill = spill;
    }

    @Override
    public Optional<PhysicalPlan> node() {
        return Optional.of(plan);
    }

    @Override
    public int runs(int morsels) {
        return Math.min(morsels, RUNS);
    }

    @Override
    public int morselsPerRun() {
        return 1;
    }

    @Override
    public SinkTask task(QueryScope scope) {
        SpillPartitions writer = spill.probe().writer();
        synchronized (this) {
            writers.add(writer);
        }
        return new ProbeTask(writer, new JoinKeys(plan.probeKeys(), scope.expressions()));
    }

    private final class ProbeTask implements SinkTask {
        private final SpillPartitions writer;
        private final JoinKeys keys;
        private final int[] scratch = new int[ColumnVector.BATCH_ROWS];

        ProbeTask(SpillPartitions writer, JoinKeys keys) {
            this.writer = writer;
            this.keys = keys;
        }

        @Override
        public void begin(int run) {
            writer.begin(run);
        }

        @Override
        public void consume(Batch batch) {
            keys.compute(batch);
            spill.appendProbe(writer, batch, keys, scratch);
        }

        @Override
        public void end() {
            // The next run goes to the same file.
        }
    }

    @Override
    public void finish() {
        writers.forEach(SpillPartitions::close);
        writers.clear();
    }
}
