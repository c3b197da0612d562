package org.almagest.exec.schedule;

/// Work that proceeds in short steps (a few milliseconds each), so that tasks of different queries
/// take turns. A task is run by one thread at a time, not always the same one. `wake` may be called
/// from any thread, also while the task runs: a wake-up is never lost.
public abstract class Task {
    /// Where a submitted task stands; guarded by the scheduler's lock.
    enum Place {
        UNSUBMITTED,
        RUNNABLE,
        RUNNING,
        RUNNING_WOKEN,
        PARKED,
        ENDED
    }

    Place place = Place.UNSUBMITTED;
    private volatile TaskGroup group;

    /// Does a little. Must not throw: what fails is the task's own to report.
    public abstract Step step();

    /// Makes a parked task runnable; does nothing to a task that is not submitted or has ended.
    public final void wake() {
        TaskGroup owner = group;
        if (owner != null) {
            owner.wake(this);
        }
    }

    final void belongsTo(TaskGroup owner) {
        group = owner;
    }
}
