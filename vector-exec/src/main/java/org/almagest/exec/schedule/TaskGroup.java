package org.almagest.exec.schedule;

import java.util.ArrayDeque;

/// The tasks of one query. Groups take turns on the scheduler's workers, however many tasks each
/// has.
public final class TaskGroup {
    private final Scheduler scheduler;
    final ArrayDeque<Task> runnable = new ArrayDeque<>();

    TaskGroup(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /// Hands a task to the workers.
    public void submit(Task task) {
        task.belongsTo(this);
        scheduler.submit(this, task);
    }

    void wake(Task task) {
        scheduler.wake(this, task);
    }
}
