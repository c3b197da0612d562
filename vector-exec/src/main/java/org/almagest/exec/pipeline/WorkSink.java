package org.almagest.exec.pipeline;

import java.util.Optional;
import java.util.function.IntConsumer;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.plan.PhysicalPlan;

/// Does one piece of work for each run.
record WorkSink(PhysicalPlan plan, IntConsumer work, Runnable atEnd) implements Sink {
    @Override
    public Optional<PhysicalPlan> node() {
        return Optional.of(plan);
    }

    @Override
    public int runs(int morsels) {
        return morsels;
    }

    @Override
    public int morselsPerRun() {
        return 1;
    }

    @Override
    public SinkTask task(QueryScope scope) {
        return new WorkTask();
    }

    @Override
    public void finish() {
        atEnd.run();
    }

    private final class WorkTask implements SinkTask {
        private int piece;

        @Override
        public void begin(int run) {
            piece = run;
        }

        @Override
        public void consume(Batch batch) {
            throw new IllegalStateException("work has no rows: " + batch.size());
        }

        @Override
        public void end() {
            work.accept(piece);
        }
    }
}
