package org.almagest.exec.window;

import java.util.Optional;
import java.util.function.Supplier;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.plan.PhysicalPlan;

/// Ends the pipeline that orders a window's rows. Opening a range orders it and gives no rows, so
/// there is nothing to take.
record OrderingSink(Supplier<Ordering> ordering, PhysicalPlan plan) implements Sink {
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
        return new Nothing();
    }

    @Override
    public void finish() {
        ordering.get().finish();
    }

    private static final class Nothing implements SinkTask {
        @Override
        public void begin(int run) {
            // Ranges are ordered in place.
        }

        @Override
        public void consume(Batch batch) {
            if (batch.size() > 0) {
                throw new IllegalStateException("a range gives no rows: " + batch.size());
            }
        }

        @Override
        public void end() {
            // Ranges are ordered in place.
        }
    }
}
