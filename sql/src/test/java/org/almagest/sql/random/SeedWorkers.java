package org.almagest.sql.random;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// Divides a range of seeds among workers, one for each processor.
final class SeedWorkers {
    private final AtomicLong next;
    private final long end;
    private final int step;

    /// @param step of the seeds `first`, `first + step`... below `end`
    SeedWorkers(long first, long end, int step) {
        next = new AtomicLong(first);
        this.end = end;
        this.step = step;
    }

    /// Answers the next seed, or `end` where there is none.
    long next() {
        return Math.min(end, next.getAndAdd(step));
    }

    long end() {
        return end;
    }

    /// Runs a worker on each processor and answers what they answer.
    static <T> List<T> run(Callable<T> worker) throws InterruptedException, ExecutionException {
        int count = Runtime.getRuntime().availableProcessors();
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                futures.add(threads.submit(worker));
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
