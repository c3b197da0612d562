package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.almagest.columnar.io.Uninterrupted;

/// Does numbered pieces of work on a few threads of its own, of which the caller's is one; answers
/// in the order of the numbers. The first failure ends it.
final class ParallelCheck {
    private final int threads;

    ParallelCheck(int threads) {
        this.threads = threads;
    }

    <T> List<T> run(int count, IntFunction<T> work) {
        List<T> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(null);
        }
        AtomicInteger next = new AtomicInteger();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        Runnable loop = () -> {
            for (int i = next.getAndIncrement(); i < count && failure.get() == null; i = next.getAndIncrement()) {
                try {
                    T result = work.apply(i);
                    synchronized (results) {
                        results.set(i, result);
                    }
                } catch (RuntimeException failed) {
                    failure.compareAndSet(null, failed);
                }
            }
        };
        List<Thread> others = new ArrayList<>();
        for (int t = 1; t < Math.min(threads, count); t++) {
            others.add(Thread.ofPlatform().daemon().name("almagest-check-" + t).start(loop));
        }
        loop.run();
        Uninterrupted.join(others);
        if (failure.get() != null) {
            throw failure.get();
        }
        return results;
    }
}
