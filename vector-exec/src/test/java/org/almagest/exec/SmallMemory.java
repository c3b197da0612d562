package org.almagest.exec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.spill.SpillSpace;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.plan.PhysicalPlan;

/// Runs plans with little memory, and sees to it that they spill, stay within their limit, and leave
/// neither memory nor files, however they end.
final class SmallMemory {
    private final Path folder;

    SmallMemory(Path folder) {
        this.folder = folder.resolve("tmp");
    }

    /// Answers the rows of a plan whose operators are to spill within a limit.
    List<List<Value>> spilled(PhysicalPlan plan, int threads, long limitBytes) {
        return rows(plan, threads, limitBytes, true);
    }

    List<List<Value>> rows(PhysicalPlan plan, int threads, long limitBytes, boolean spills) {
        MemoryBudget budget = MemoryBudget.root(limitBytes);
        List<List<Value>> rows = new ArrayList<>();
        long spilledBytes;
        try (SpillSpace space = new SpillSpace(new LocalFileSystem(), folder.toString())) {
            try (ResultStream stream = QueryExecution.start(plan, context(budget, space, threads))) {
                Batch batch = new Batch(plan.types().size());
                while (stream.next(batch)) {
                    read(batch, rows);
                }
                spilledBytes = spilledBytes(stream, plan);
            }
            assertTrue(isEmpty(), "files are left after success");
        }
        assertNothingIsLeft(budget);
        assertEquals(spills, spilledBytes > 0, "bytes spilled: " + spilledBytes + " within " + limitBytes);
        return rows;
    }

    private static long spilledBytes(ResultStream stream, PhysicalPlan plan) {
        long bytes = stream.metrics().of(plan).spilledBytes();
        for (PhysicalPlan input : plan.inputs()) {
            bytes += spilledBytes(stream, input);
        }
        return bytes;
    }

    private static void read(Batch batch, List<List<Value>> rows) {
        for (int i = 0; i < batch.size(); i++) {
            List<Value> row = new ArrayList<>();
            for (int c = 0; c < batch.columnCount(); c++) {
                row.add(TestValues.get(batch.column(c), batch.row(i)));
            }
            rows.add(row);
        }
    }

    private static ExecutionContext context(MemoryBudget budget, SpillSpace space, int threads) {
        return new ExecutionContext(
                Execution.SCHEDULER, budget, space, new Cancellation(), threads, new PlainExpressions());
    }

    /// Cancels a plan once it has written to files, and again after some rows.
    void cancels(PhysicalPlan plan, int threads, long limitBytes) {
        for (int batches : new int[] {0, 3}) {
            MemoryBudget budget = MemoryBudget.root(limitBytes);
            try (SpillSpace space = new SpillSpace(new LocalFileSystem(), folder.toString())) {
                long start = cancelled(plan, context(budget, space, threads), batches);
                long millis = (System.nanoTime() - start) / 1_000_000;
                assertTrue(millis < 2000, "milliseconds until it stopped: " + millis);
                assertTrue(isEmpty(), "files are left after a cancellation");
            }
            assertNothingIsLeft(budget);
        }
    }

    /// Answers when it was cancelled.
    private static long cancelled(PhysicalPlan plan, ExecutionContext context, int batches) {
        try (ResultStream stream = QueryExecution.start(plan, context)) {
            Batch batch = new Batch(plan.types().size());
            for (int i = 0; i < batches; i++) {
                assertTrue(stream.next(batch));
            }
            while (batches == 0 && spilledBytes(stream, plan) == 0) {
                Thread.onSpinWait();
            }
            long start = System.nanoTime();
            stream.cancel();
            AlmagestException stopped = assertThrows(AlmagestException.class, () -> drain(stream, batch));
            assertEquals(SqlState.QUERY_CANCELED, stopped.state());
            return start;
        }
    }

    private static void drain(ResultStream stream, Batch batch) {
        while (stream.next(batch)) {
            continue;
        }
    }

    /// Lets the disk fail after more and more writes, and then reads, until the plan gets through.
    void survivesFaults(PhysicalPlan plan, int threads, long limitBytes, int step) {
        boolean[] through = new boolean[2];
        for (int kind = 0; kind < 2; kind++) {
            for (int calls = 0; !through[kind]; calls += step) {
                FileSystem disk =
                        kind == 0 ? new FaultyDisk(calls, Integer.MAX_VALUE) : new FaultyDisk(Integer.MAX_VALUE, calls);
                SqlState expected = kind == 0 ? SqlState.DISK_FULL : SqlState.IO_ERROR;
                through[kind] = runs(plan, threads, limitBytes, disk, expected);
            }
        }
    }

    private boolean runs(PhysicalPlan plan, int threads, long limitBytes, FileSystem disk, SqlState expected) {
        MemoryBudget budget = MemoryBudget.root(limitBytes);
        boolean through = false;
        try (SpillSpace space = new SpillSpace(disk, folder.toString());
                ResultStream stream = QueryExecution.start(plan, context(budget, space, threads))) {
            drain(stream, new Batch(plan.types().size()));
            through = true;
        } catch (AlmagestException failed) {
            assertEquals(expected, failed.state(), failed.getMessage());
        }
        assertNothingIsLeft(budget);
        return through;
    }

    private void assertNothingIsLeft(MemoryBudget budget) {
        assertEquals(0, budget.reserved(), "bytes left after close");
        assertTrue(isEmpty(), "files are left");
    }

    /// The engine's own folder may be there, but nothing in it.
    private boolean isEmpty() {
        if (!Files.exists(folder)) {
            return true;
        }
        try (var files = Files.walk(folder)) {
            return files.noneMatch(path -> path.toString().endsWith(".tmp"));
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
