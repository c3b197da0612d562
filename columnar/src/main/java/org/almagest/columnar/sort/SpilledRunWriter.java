package org.almagest.columnar.sort;

import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.spill.RowFormat;
import org.almagest.columnar.spill.RowWriter;
import org.almagest.columnar.spill.SpillWriter;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Writes rows that come in order as a sorted run. Closing it before `finish` removes the file. One
/// thread.
public final class SpilledRunWriter implements AutoCloseable {
    private final SpilledRuns runs;
    private final RowWriter rows;
    private final SpillWriter writer;
    private final MemoryBudget budget;
    private final long[] addresses = new long[ColumnVector.BATCH_ROWS];
    private NativeBuffer scratch;

    SpilledRunWriter(SpilledRuns runs, RowFormat format, SpillWriter writer, MemoryBudget budget) {
        this.runs = runs;
        this.writer = writer;
        this.budget = budget;
        rows = new RowWriter(format);
        scratch = NativeBuffer.allocate(budget, runs.blockBytes(), "writing sorted rows");
    }

    /// Appends the rows of a batch that count: the `i`-th with key `i` and with `numbers[i]`, which
    /// decides where keys are equal, and is different in all runs. None is less than the last one.
    public void append(Batch batch, NormalisedKeys keys, long[] numbers) {
        long bytes = rows.prepare(batch, keys.bytes(), keys.starts());
        if (bytes > scratch.size()) {
            scratch.close();
            scratch = NativeBuffer.allocate(budget, bytes + bytes / 4, "writing sorted rows");
        }
        rows.write(batch, scratch.segment().address(), numbers, addresses, 0);
        for (int i = 0; i < batch.size(); i++) {
            writer.append(addresses[i]);
        }
    }

    /// Ends the run.
    public void finish() {
        runs.add(writer.finish());
        close();
    }

    @Override
    public void close() {
        scratch.close();
        writer.close();
    }
}
