package org.almagest.exec.pipeline;

import java.util.List;
import java.util.Optional;
import org.almagest.exec.plan.PhysicalPlan;

/// The end of a pipeline. Rows arrive in runs: a run is some consecutive morsels, which ones being
/// fixed by the data and never by threads. A worker takes a run from its first row to its last; a
/// sink that combines the runs in their order therefore gives the same bits at any thread count.
public interface Sink {
    /// Answers the node whose time the sink takes; empty for the query's result.
    Optional<PhysicalPlan> node();

    /// Answers how many runs a pipeline of so many morsels is cut into, at most one per morsel.
    int runs(int morsels);

    /// Answers how many morsels make a run where their number is not known.
    int morselsPerRun();

    /// Makes the state of one task.
    SinkTask task(QueryScope scope);

    /// Called once, by the task that ended last, when every run has ended.
    void finish();

    /// Answers the pipelines that must run before the next one of the plan, once this one's sink has
    /// finished.
    default List<Pipeline> further() {
        return List.of();
    }

    /// Answers whether the pipeline may stop early because the sink has all that it needs.
    default boolean isSatisfied() {
        return false;
    }

    /// Answers whether a task must wait before it may claim a run.
    default boolean refusesRuns() {
        return false;
    }
}
