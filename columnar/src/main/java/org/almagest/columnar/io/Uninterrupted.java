package org.almagest.columnar.io;

import java.util.List;

/// Waiting that an interrupt does not end: it is remembered for the caller instead.
public final class Uninterrupted {
    private Uninterrupted() {}

    /// Waits until the threads have ended.
    public static void join(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
