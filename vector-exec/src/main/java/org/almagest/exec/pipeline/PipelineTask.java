package org.almagest.exec.pipeline;

import java.util.Optional;
import org.almagest.columnar.scan.Strip;
import org.almagest.exec.metrics.MetricsCollector.Counter;
import org.almagest.exec.schedule.Step;
import org.almagest.exec.schedule.Task;

/// One worker's share of a pipeline: claims runs, takes their batches through the operators, and
/// hands them to the sink, a limited time per step.
final class PipelineTask extends Task {
    private static final long SLICE_NANOS = 2_000_000;

    private final PipelineRun pipeline;
    private final Chain[] chains;
    private SinkTask sink;
    private Optional<Run> run = Optional.empty();
    private int nextMorsel;
    private boolean inMorsel;
    private boolean inStrips;
    private Chain chain;
    private Optional<Counter> counter = Optional.empty();

    PipelineTask(PipelineRun pipeline, int legs) {
        this.pipeline = pipeline;
        chains = new Chain[legs];
    }

    @Override
    public Step step() {
        try {
            Step step = advance();
            if (step == Step.DONE) {
                end();
            }
            return step;
        } catch (Throwable failure) {
            pipeline.fail(failure);
            end();
            return Step.DONE;
        }
    }

    private void end() {
        try {
            for (Chain open : chains) {
                if (open != null) {
                    open.close();
                }
            }
        } catch (Throwable failure) {
            pipeline.fail(failure);
        }
        pipeline.taskEnded();
    }

    private Step advance() {
        if (sink == null) {
            sink = pipeline.sink().task(pipeline.scope());
            counter = pipeline.sink().node().map(pipeline.scope().metricsCollector()::counter);
        }
        long deadline = System.nanoTime() + SLICE_NANOS;
        do {
            if (pipeline.scope().isStopping()) {
                return Step.DONE;
            }
            if (run.isEmpty()) {
                if (pipeline.sink().refusesRuns()) {
                    return Step.BLOCKED;
                }
                run = pipeline.claim();
                if (run.isEmpty()) {
                    return pipeline.withoutRun();
                }
                sink.begin(run.get().index());
                nextMorsel = 0;
            }
            if (sink.isFull()) {
                return Step.BLOCKED;
            }
            oneBatch(run.get());
        } while (System.nanoTime() < deadline);
        return Step.AGAIN;
    }

    private void oneBatch(Run current) {
        if (!inMorsel && (nextMorsel == current.morsels().size() || sink.hasEnough())) {
            long start = System.nanoTime();
            sink.end();
            count(start);
            run = Optional.empty();
            pipeline.runEnded();
            return;
        }
        if (!inMorsel) {
            Run.Claimed claimed = current.morsels().get(nextMorsel++);
            chain = chain(claimed.leg());
            chain.first().open(claimed.morsel());
            inMorsel = true;
            inStrips = sink.takesStrips() && chain.givesStrips();
        }
        if (!sink.hasEnough() && (inStrips ? oneStrip() : oneOfLast())) {
            return;
        }
        if (!pipeline.scope().isStopping()) {
            inMorsel = false;
        }
    }

    private boolean oneOfLast() {
        boolean more = chain.last().next();
        if (more) {
            long start = System.nanoTime();
            sink.consume(chain.last().batch());
            count(start);
        }
        return more;
    }

    private boolean oneStrip() {
        Optional<Strip> strip = chain.first().nextStrip();
        if (strip.isPresent()) {
            long start = System.nanoTime();
            sink.consume(strip.get());
            count(start);
        }
        return strip.isPresent();
    }

    private void count(long start) {
        if (counter.isPresent()) {
            counter.get().nanos(System.nanoTime() - start);
        }
    }

    private Chain chain(int leg) {
        if (chains[leg] == null) {
            chains[leg] = pipeline.chain(leg);
        }
        return chains[leg];
    }
}
