package org.almagest.exec.schedule;

/// What a task answers after a step.
public enum Step {
    /// The task has ended and is not run again.
    DONE,
    /// There is more to do; the task takes its turn again.
    AGAIN,
    /// Nothing can be done before somebody calls `wake()`; no worker is held meanwhile.
    BLOCKED
}
