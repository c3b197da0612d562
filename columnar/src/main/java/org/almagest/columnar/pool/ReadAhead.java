package org.almagest.columnar.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.BooleanSupplier;
import org.almagest.columnar.io.Uninterrupted;

/// Loads pages that scans say they will need, on threads of its own, while the scans work on
/// others.
///
/// A request that finds the queue full, or the share of the pool for such pages taken, is
/// forgotten: the scan reads its pages itself then. A thread here never waits for memory, so nobody
/// who waits for a page that it loads waits for ever. Threads start with the first request.
final class ReadAhead implements AutoCloseable {
    private static final int THREADS = 2;
    private static final int QUEUE = 256;

    /// What the queue holds.
    private sealed interface Task {}

    private record Request(PageTable table, int[] pages, BooleanSupplier isWanted) implements Task {}

    /// Ends a thread.
    private record Stop() implements Task {}

    private final PageLoader loader;
    private final BlockingQueue<Task> queue = new ArrayBlockingQueue<>(QUEUE);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    ReadAhead(PageLoader loader) {
        this.loader = loader;
    }

    /// Asks for pages, in the order of their places in the file; `isWanted` says later whether they
    /// still are.
    void request(PageTable table, int[] pages, BooleanSupplier isWanted) {
        offer(new Request(table, pages, isWanted));
    }

    private synchronized void offer(Request request) {
        if (closed) {
            return;
        }
        if (threads.isEmpty()) {
            for (int t = 0; t < THREADS; t++) {
                threads.add(Thread.ofPlatform()
                        .daemon()
                        .name("almagest-read-ahead-" + t)
                        .start(this::work));
            }
        }
        queue.offer(request);
    }

    private void work() {
        while (true) {
            switch (next()) {
                case Stop() -> {
                    return;
                }
                case Request request -> serve(request);
            }
        }
    }

    private Task next() {
        while (true) {
            try {
                return queue.take();
            } catch (InterruptedException notOurs) {
                // An interrupted read would close the file for everybody: the flag is dropped.
            }
        }
    }

    private void serve(Request request) {
        if (!request.isWanted().getAsBoolean() || !request.table().enter()) {
            return;
        }
        try {
            loader.loadAhead(
                    request.table(),
                    request.pages(),
                    () -> !closed
                            && !request.table().isClosing()
                            && request.isWanted().getAsBoolean());
        } finally {
            request.table().leave();
        }
    }

    /// Waits for what is being read and ends the threads.
    @Override
    public void close() {
        List<Thread> running;
        synchronized (this) {
            closed = true;
            running = List.copyOf(threads);
        }
        queue.clear();
        running.forEach(_ -> queue.add(new Stop()));
        Uninterrupted.join(running);
    }
}
