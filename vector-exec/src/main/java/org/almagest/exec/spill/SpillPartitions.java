package org.almagest.exec.spill;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.spill.RowWriter;
import org.almagest.columnar.spill.SpillOutput;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Writes rows by partition to a file of its own. One thread.
public final class SpillPartitions implements AutoCloseable {
    private static final int FIRST_BYTES = 1 << 10;
    private static final long BATCH_BYTES = 1 << 20;
    private static final int HEADER_BYTES = SpillOutput.HEADER_BYTES;
    private static final long[] NO_NUMBERS = {};

    private final PartitionedSpill spill;
    private final SpillOutput output;
    private final int blockBytes;
    private final RowWriter rows;
    private final NativeBuffer[] buffers;
    private final int[] used;
    private final int[] counts;
    private final int[] constant = new int[ColumnVector.BATCH_ROWS];
    private final long[] addresses = new long[ColumnVector.BATCH_ROWS];
    private final List<List<PartitionedSpill.Block>> blocks = new ArrayList<>();
    private int run;
    private int sequence;
    private boolean closed;

    SpillPartitions(PartitionedSpill spill, SpillOutput output) {
        this.spill = spill;
        this.output = output;
        blockBytes = spill.blockBytes();
        rows = new RowWriter(spill.format());
        buffers = new NativeBuffer[spill.partitions()];
        used = new int[buffers.length];
        counts = new int[buffers.length];
        Arrays.fill(used, HEADER_BYTES);
        for (int p = 0; p < buffers.length; p++) {
            blocks.add(new ArrayList<>());
        }
    }

    /// Answers how many rows of about so many bytes are best appended at once.
    public static int batchRows(long rowBytes) {
        return Math.clamp(BATCH_BYTES / Math.max(1, rowBytes), 1, ColumnVector.BATCH_ROWS);
    }

    /// Starts a run: its rows are read after those of lower numbers, whoever wrote them.
    public void begin(int newRun) {
        if (newRun != run) {
            flushAll();
            run = newRun;
            sequence = 0;
        }
    }

    /// Appends the rows of a batch that count to one partition.
    public void append(int partition, Batch batch) {
        Arrays.fill(constant, 0, batch.size(), partition);
        append(batch, constant);
    }

    /// Appends the rows of a batch that count: the `i`-th of them to `partitions[i]`.
    public void append(Batch batch, int[] partitions) {
        rows.prepare(batch);
        int count = batch.size();
        int written = 0;
        for (int i = 0; i < count; i++) {
            int p = partitions[i];
            int bytes = rows.bytes(i);
            if (used[p] + (long) bytes > size(p)) {
                // Rows that have a place must be written before their block moves.
                rows.write(batch, written, i, NO_NUMBERS, addresses, 0);
                written = i;
                makeRoom(p, bytes);
            }
            addresses[i] = buffers[p].segment().address() + used[p];
            used[p] += bytes;
            counts[p]++;
        }
        rows.write(batch, written, count, NO_NUMBERS, addresses, 0);
    }

    /// Makes a block larger, or writes it and starts it anew; one that a large row has made larger
    /// than others goes when it is written.
    private void makeRoom(int p, int bytes) {
        if (size(p) < blockBytes && used[p] + (long) bytes <= blockBytes) {
            resize(p, size(p) == 0 ? Math.max(FIRST_BYTES, HEADER_BYTES + bytes) : blockBytes);
            return;
        }
        flush(p);
        if (size(p) < HEADER_BYTES + (long) bytes) {
            resize(p, Math.max(blockBytes, HEADER_BYTES + (long) bytes));
        }
    }

    private long size(int p) {
        return buffers[p] == null ? 0 : buffers[p].size();
    }

    private void resize(int p, long size) {
        NativeBuffer buffer = spill.memory().allocate(size);
        if (buffers[p] != null) {
            MemorySegment.copy(buffers[p].segment(), 0, buffer.segment(), 0, used[p]);
            spill.memory().free(buffers[p]);
        }
        buffers[p] = buffer;
    }

    private void flush(int p) {
        if (counts[p] > 0) {
            long offset = output.write(buffers[p].segment().asSlice(0, used[p]), counts[p]);
            blocks.get(p).add(new PartitionedSpill.Block(run, sequence++, 0, offset, counts[p], used[p]));
            counts[p] = 0;
            used[p] = HEADER_BYTES;
        }
        if (size(p) > blockBytes) {
            release(p);
        }
    }

    private void flushAll() {
        for (int p = 0; p < buffers.length; p++) {
            flush(p);
        }
    }

    private void release(int p) {
        if (buffers[p] != null) {
            spill.memory().free(buffers[p]);
            buffers[p] = null;
        }
    }

    /// Writes what is left.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        flushAll();
        spill.add(output.finish(), blocks);
        discard();
    }

    /// Gives everything up that has not been written.
    void discard() {
        if (closed) {
            return;
        }
        closed = true;
        for (int p = 0; p < buffers.length; p++) {
            release(p);
        }
        output.close();
        spill.closed(this);
    }
}
