package org.almagest.rowstore;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.io.Uninterrupted;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.rowstore.codec.FieldWriter;
import org.almagest.rowstore.delta.DeltaBuffer;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.log.EditCodec;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.Retired;

/// Turns decisions into commits: one order, one log thread, one sync for all who wait.
///
/// ```text
/// commit (any thread, under the lock)   decide on the newest version, number, apply, queue
/// log thread                            write what is queued as one record, sync, publish, wake
/// ```
///
/// The newest version runs ahead of the visible one by the commits that are not durable yet; only
/// deciders see it. When the log fails, the fence goes up and what ran ahead is never seen.
final class CommitPipeline implements AutoCloseable {
    /// Looks at the newest version and answers what to change; throws to change nothing.
    @FunctionalInterface
    interface Decision {
        List<Edit> decide(CatalogVersion newest);
    }

    /// Writes records; the in-memory database has one that does nothing.
    interface Log {
        void commit(long firstLsn, List<byte[]> commits) throws IOException;

        String path();
    }

    private record Waiting(
            byte[] bytes, CatalogVersion version, List<Retired> retired, CompletableFuture<CatalogVersion> done) {}

    private static final long GROUP_BYTES = 64 << 20;

    private final String database;
    private final MemoryBudget budget;
    private final Fence fence;
    private final SnapshotPins pins;
    private final Log log;
    private final Object lock = new Object();
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Thread thread;
    private final Set<DeltaBuffer> lost = new HashSet<>();
    private CatalogVersion newest;
    private boolean started;
    private boolean closing;

    CommitPipeline(String database, MemoryBudget budget, Fence fence, SnapshotPins pins, Log log) {
        this.database = database;
        this.budget = budget;
        this.fence = fence;
        this.pins = pins;
        this.log = log;
        this.newest = pins.visible();
        this.thread = Thread.ofPlatform().daemon().name("almagest-log").unstarted(this::run);
    }

    /// Commits what `decision` decides and answers the version that has it, once it is durable.
    CatalogVersion commit(Decision decision) {
        CompletableFuture<CatalogVersion> done = new CompletableFuture<>();
        synchronized (lock) {
            checkOpen();
            fence.check();
            List<Edit> edits = decision.decide(newest);
            List<Retired> retired = new ArrayList<>();
            CatalogVersion next = newest.apply(newest.lsn() + 1, edits, budget, retired);
            FieldWriter bytes = new FieldWriter();
            EditCodec.write(bytes, edits);
            queue.add(new Waiting(bytes.toByteArray(), next, retired, done));
            newest = next;
            wake();
        }
        return join(done);
    }

    /// Runs something on the log thread, between commits, and waits for it.
    void runBetweenCommits(Runnable task) {
        CompletableFuture<CatalogVersion> done = new CompletableFuture<>();
        synchronized (lock) {
            checkOpen();
            tasks.add(() -> {
                try {
                    task.run();
                    done.complete(pins.visible());
                } catch (RuntimeException | Error failure) {
                    done.completeExceptionally(failure);
                }
            });
            wake();
        }
        join(done);
    }

    private void checkOpen() {
        if (closing) {
            throw AlmagestException.of(SqlState.CONNECTION_FAILURE, database + " is closed")
                    .hint("open it again");
        }
    }

    private void wake() {
        if (!started) {
            started = true;
            thread.start();
        }
        lock.notifyAll();
    }

    private static CatalogVersion join(CompletableFuture<CatalogVersion> done) {
        try {
            return done.join();
        } catch (CompletionException wrapped) {
            switch (wrapped.getCause()) {
                case RuntimeException failure -> throw failure;
                case Error failure -> throw failure;
                default -> throw wrapped;
            }
        }
    }

    private void run() {
        while (true) {
            List<Waiting> group = new ArrayList<>();
            Runnable task;
            synchronized (lock) {
                while (queue.isEmpty() && tasks.isEmpty() && !closing) {
                    awaitWork();
                }
                task = tasks.poll();
                if (task == null && !takeGroup(group)) {
                    return;
                }
            }
            if (task == null) {
                commit(group);
            } else {
                task.run();
            }
        }
    }

    private void awaitWork() {
        try {
            lock.wait();
        } catch (InterruptedException nobodyInterruptsThisThread) {
            throw new IllegalStateException("the log thread was interrupted", nobodyInterruptsThisThread);
        }
    }

    private boolean takeGroup(List<Waiting> group) {
        long bytes = 0;
        while (!queue.isEmpty() && (group.isEmpty() || bytes + queue.peek().bytes().length <= GROUP_BYTES)) {
            Waiting next = queue.poll();
            bytes += next.bytes().length;
            group.add(next);
        }
        return !group.isEmpty();
    }

    private void commit(List<Waiting> group) {
        try {
            fence.check();
            log.commit(
                    group.getFirst().version().lsn(),
                    group.stream().map(Waiting::bytes).toList());
        } catch (IOException failure) {
            fail(group, StorageFailure.of("write", log.path(), failure));
            return;
        } catch (AlmagestException refused) {
            fail(group, refused);
            return;
        } catch (RuntimeException | Error failure) {
            fail(
                    group,
                    AlmagestException.of(SqlState.IO_ERROR, "cannot write " + log.path() + ": " + failure, failure));
            return;
        }
        for (Waiting waiting : group) {
            pins.publish(waiting.version(), waiting.retired());
            waiting.done().complete(waiting.version());
        }
    }

    private void fail(List<Waiting> group, AlmagestException failure) {
        fence.raise(failure);
        group.forEach(waiting -> lost.addAll(buffers(waiting.version())));
        group.forEach(waiting -> waiting.done().completeExceptionally(failure));
    }

    private static List<DeltaBuffer> buffers(CatalogVersion version) {
        return version.tables().stream().map(table -> table.delta().buffer()).toList();
    }

    /// Frees the deltas of versions that ran ahead and were never seen.
    private void releaseLost() {
        lost.removeAll(new HashSet<>(buffers(pins.visible())));
        lost.forEach(DeltaBuffer::release);
        lost.clear();
    }

    /// Finishes what is queued and ends the thread.
    @Override
    public void close() {
        synchronized (lock) {
            if (closing) {
                return;
            }
            closing = true;
            lock.notifyAll();
            if (!started) {
                return;
            }
        }
        Uninterrupted.join(List.of(thread));
        releaseLost();
    }
}
