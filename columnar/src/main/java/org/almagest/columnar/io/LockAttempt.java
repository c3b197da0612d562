package org.almagest.columnar.io;

/// What came of asking for a file's lock.
public sealed interface LockAttempt {
    /// The lock is the caller's until it closes this, or until the process ends in any way.
    non-sealed interface Taken extends LockAttempt, AutoCloseable {
        @Override
        void close();
    }

    /// Someone else has it; `holder` is the text that the holder left in the file (perhaps empty).
    record Busy(String holder) implements LockAttempt {}
}
