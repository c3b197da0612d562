package org.almagest.exec.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.almagest.columnar.scan.Morsel;
import org.almagest.exec.schedule.Step;
import org.almagest.exec.schedule.Task;

/// One pipeline of one execution: hands out runs of morsels to its tasks.
///
/// ```text
/// morsels known   run r is morsels [r * M / R, (r + 1) * M / R) of M, R being the sink's wish
/// unknown         runs of a fixed number of morsels
/// ```
final class PipelineRun {
    private final Query query;
    private final List<Leg> legs;
    private final Sink sink;
    private final List<Source> sources = new ArrayList<>();
    private volatile List<Task> tasks = List.of();
    private int leg;
    private int claimedMorsels;
    private int claimedRuns;

    /// The last late leg that has been begun.
    private int begunLeg = -1;

    private int openRuns;
    private int liveTasks;
    private long knownMorsels = -1;

    /// The morsels before the first late source, and their runs; all where there is none.
    private long earlyMorsels;
    private long earlyRuns;

    PipelineRun(Query query, List<Leg> legs, Sink sink) {
        this.query = query;
        this.legs = List.copyOf(legs);
        this.sink = sink;
    }

    Sink sink() {
        return sink;
    }

    /// Answers the pipelines to run instead, where an operator takes another way.
    Optional<List<Pipeline>> detours() {
        return Detours.of(new Pipeline(legs, sink));
    }

    QueryScope scope() {
        return query;
    }

    Chain chain(int index) {
        return new Chain(legs.get(index), sources.get(index), query);
    }

    /// Opens the sources and starts the tasks: one on the reader's own thread where there is a
    /// single morsel, as many on the workers as the execution may use otherwise.
    void start() {
        long morsels = 0;
        long early = -1;
        for (Leg one : legs) {
            Source source = one.source().open(query);
            sources.add(source);
            early = source.isLate() && early < 0 ? morsels : early;
            OptionalInt count = source.morselCount();
            morsels = morsels < 0 || count.isEmpty() ? -1 : morsels + count.getAsInt();
        }
        knownMorsels = morsels;
        divideRuns(early);
        boolean onCaller = morsels >= 0 && morsels <= 1;
        int width = query.context().threads();
        if (morsels >= 0) {
            width = Math.max(1, Math.min(width, sink.runs(Math.toIntExact(morsels))));
        }
        liveTasks = width;
        List<Task> made = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            made.add(new PipelineTask(this, legs.size()));
        }
        tasks = List.copyOf(made);
        query.run(tasks, onCaller);
    }

    /// Hands out the next run; empty when there are no more or the sink needs none.
    synchronized Optional<Run> claim() {
        if (sink.isSatisfied()) {
            return Optional.empty();
        }
        int length = nextRunLength();
        List<Run.Claimed> claimed = new ArrayList<>(length);
        while (claimed.size() < length && leg < sources.size()) {
            if (leg > begunLeg && sources.get(leg).isLate()) {
                if (openRuns > 0 || !claimed.isEmpty() && !isOneRun()) {
                    break;
                }
                begunLeg = leg;
            }
            Optional<? extends Morsel> morsel = sources.get(leg).claim();
            if (morsel.isPresent()) {
                claimed.add(new Run.Claimed(leg, morsel.get()));
            } else {
                leg++;
            }
        }
        claimedMorsels += claimed.size();
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        openRuns++;
        return Optional.of(new Run(claimedRuns++, claimed));
    }

    /// Answers what a task does that got no run: it ends unless a late source is still to be read.
    synchronized Step withoutRun() {
        boolean allClaimed = leg == sources.size() || knownMorsels >= 0 && claimedMorsels >= knownMorsels;
        if (sink.isSatisfied() || allClaimed) {
            return Step.DONE;
        }
        return openRuns > 0 ? Step.BLOCKED : Step.AGAIN;
    }

    /// Called by each task when a run has ended; those that wait for a late source then go on.
    void runEnded() {
        boolean all;
        synchronized (this) {
            all = --openRuns == 0 && leg < sources.size();
        }
        if (all) {
            wake();
        }
    }

    /// One task takes everything, in order.
    private boolean isOneRun() {
        return knownMorsels >= 0 && sink.runs((int) knownMorsels) <= 1;
    }

    /// A run does not reach beyond a late source: the runs before it and the others share the sink's
    /// wish by their morsels.
    private void divideRuns(long early) {
        earlyMorsels = knownMorsels;
        earlyRuns = knownMorsels > 0 ? sink.runs(Math.toIntExact(knownMorsels)) : 0;
        if (early > 0 && early < knownMorsels && earlyRuns > 1) {
            earlyMorsels = early;
            earlyRuns = Math.clamp(earlyRuns * early / knownMorsels, 1, earlyRuns - 1);
        }
    }

    private int nextRunLength() {
        if (knownMorsels < 0) {
            return sink.morselsPerRun();
        }
        if (claimedMorsels >= knownMorsels) {
            return 0;
        }
        if (claimedMorsels < earlyMorsels) {
            return length(claimedRuns, earlyRuns, 0, earlyMorsels);
        }
        long lateRuns = sink.runs((int) knownMorsels) - earlyRuns;
        return length(claimedRuns - earlyRuns, lateRuns, earlyMorsels, knownMorsels - earlyMorsels);
    }

    private int length(long run, long runs, long first, long morsels) {
        long end = run + 1 >= runs ? morsels : (run + 1) * morsels / runs;
        return (int) Math.max(1, first + end - claimedMorsels);
    }

    void fail(Throwable failure) {
        query.fail(failure);
    }

    /// Called by each task at its end; the last one finishes the sink and lets the query go on.
    void taskEnded() {
        synchronized (this) {
            if (--liveTasks > 0) {
                return;
            }
        }
        try {
            if (!query.isStopping()) {
                sink.finish();
            }
        } catch (Throwable failure) {
            query.fail(failure);
        }
        closeSources();
        query.pipelineEnded();
    }

    /// Closes what the pipeline read from; scans keep answering their metrics.
    void closeSources() {
        for (Source source : sources) {
            try {
                source.close();
            } catch (Throwable failure) {
                query.fail(failure);
            }
        }
        sources.clear();
    }

    void wake() {
        tasks.forEach(Task::wake);
    }
}
