package org.almagest.exec.spill;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.spill.RowFormat;
import org.almagest.columnar.spill.RowReader;
import org.almagest.columnar.spill.SpillReader;
import org.almagest.columnar.spill.SpilledFile;
import org.almagest.columnar.vector.ColumnVector;

/// The rows of a partition by their positions, 0 being the first, through the blocks that were read
/// last. Thread-safe: threads take turns.
public final class SpilledPositions implements AutoCloseable {
    private static final int LEAST_BLOCKS = 4;

    /// A block in memory, and where its rows begin in it.
    private record Loaded(NativeBuffer buffer, int[] offsets) {
        long row(int place) {
            return buffer.segment().address() + offsets[place];
        }
    }

    private final PartitionedSpill spill;
    private final List<PartitionedSpill.Block> blocks;
    private final List<SpilledFile> files;
    private final SpillReader[] readers;
    private final RowReader rows;
    private final NativeBuffer nullRow;
    private final long mostBytes;

    /// The position of the first row of each block, and behind them the number of all rows.
    private final int[] starts;

    /// Loaded blocks, those used last at the end.
    private final LinkedHashMap<Integer, Loaded> loaded = new LinkedHashMap<>(16, 0.75f, true);

    private final long[] addresses = new long[ColumnVector.BATCH_ROWS];
    private long loadedBytes;
    private boolean closed;

    SpilledPositions(
            PartitionedSpill spill, List<PartitionedSpill.Block> blocks, List<SpilledFile> files, long mostBytes) {
        this.spill = spill;
        this.blocks = blocks;
        this.files = files;
        this.mostBytes = mostBytes;
        readers = new SpillReader[files.size()];
        rows = new RowReader(spill.format());
        nullRow = spill.memory().allocate(spill.format().nullRowBytes());
        starts = new int[blocks.size() + 1];
        for (int b = 0; b < blocks.size(); b++) {
            starts[b + 1] = Math.addExact(starts[b], blocks.get(b).rows());
        }
    }

    public int rowCount() {
        return starts[blocks.size()];
    }

    /// Reads the values of a column at positions into a vector; a negative position gives NULL.
    public synchronized void gather(int column, int[] positions, int count, ColumnVector out) {
        out.reset();
        int block = -1;
        Loaded current = null;
        int done = 0;
        int pending = 0;
        for (int i = 0; i < count; i++) {
            int position = positions[i];
            if (position < 0) {
                addresses[pending++] = nullRow.segment().address();
                continue;
            }
            if (current == null || position < starts[block] || position >= starts[block + 1]) {
                block = blockOf(position);
                current = loaded.get(block);
                if (current == null) {
                    // Loading may take the memory of blocks that are pointed at.
                    rows.read(column, addresses, pending, out, done);
                    done += pending;
                    pending = 0;
                    current = load(block);
                }
            }
            addresses[pending++] = current.row(position - starts[block]);
        }
        rows.read(column, addresses, pending, out, done);
    }

    private int blockOf(int position) {
        int found = Arrays.binarySearch(starts, 0, blocks.size(), position);
        return found >= 0 ? found : -found - 2;
    }

    private Loaded load(int number) {
        PartitionedSpill.Block block = blocks.get(number);
        while (loaded.size() >= LEAST_BLOCKS && loadedBytes + block.bytes() > mostBytes) {
            release(loaded.pollFirstEntry().getValue());
        }
        SpillReader reader = reader(block.file());
        reader.read(block.offset());
        int[] offsets = new int[reader.rows()];
        NativeBuffer buffer = reader.take();
        long row = SpillReader.firstRow(buffer);
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = (int) (row - buffer.segment().address());
            row += RowFormat.bytes(row);
        }
        Loaded made = new Loaded(buffer, offsets);
        loaded.put(number, made);
        loadedBytes += buffer.size();
        return made;
    }

    private void release(Loaded old) {
        loadedBytes -= old.buffer().size();
        old.buffer().close();
    }

    private SpillReader reader(int file) {
        if (readers[file] == null) {
            readers[file] = SpillReader.open(
                    spill.files(), files.get(file), 0, spill.memory().budget());
        }
        return readers[file];
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        loaded.values().forEach(this::release);
        loaded.clear();
        spill.memory().free(nullRow);
        for (SpillReader reader : readers) {
            if (reader != null) {
                reader.close();
            }
        }
        spill.closed(this);
    }
}
