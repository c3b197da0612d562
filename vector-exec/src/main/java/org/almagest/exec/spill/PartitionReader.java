package org.almagest.exec.spill;

import java.util.List;
import org.almagest.columnar.spill.RowFormat;
import org.almagest.columnar.spill.RowReader;
import org.almagest.columnar.spill.SpillReader;
import org.almagest.columnar.spill.SpilledFile;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Reads the rows of one partition back. One thread.
public final class PartitionReader implements AutoCloseable {
    private final PartitionedSpill spill;
    private final List<PartitionedSpill.Block> blocks;
    private final List<SpilledFile> files;
    private final SpillReader[] readers;
    private final RowReader rows;
    private final long[] addresses = new long[ColumnVector.BATCH_ROWS];
    private int nextBlock;
    private long row;
    private int left;

    PartitionReader(PartitionedSpill spill, List<PartitionedSpill.Block> blocks, List<SpilledFile> files) {
        this.spill = spill;
        this.blocks = blocks;
        this.files = files;
        readers = new SpillReader[files.size()];
        rows = new RowReader(spill.format());
    }

    /// Makes `out`, which has vectors of its own, hold the next rows, all of one run; answers false
    /// when there are none.
    public boolean next(Batch out) {
        if (left == 0) {
            if (nextBlock == blocks.size()) {
                return false;
            }
            PartitionedSpill.Block block = blocks.get(nextBlock++);
            SpillReader reader = reader(block.file());
            reader.read(block.offset());
            row = reader.firstRow();
            left = reader.rows();
        }
        int count = Math.min(left, addresses.length);
        for (int i = 0; i < count; i++) {
            addresses[i] = row;
            row += RowFormat.bytes(row);
        }
        left -= count;
        rows.read(addresses, 0, count, out);
        return true;
    }

    private SpillReader reader(int file) {
        if (readers[file] == null) {
            readers[file] = SpillReader.open(
                    spill.files(),
                    files.get(file),
                    spill.blockBytes(),
                    spill.memory().budget());
        }
        return readers[file];
    }

    /// Answers the run of the rows that were read last.
    public int run() {
        return blocks.get(nextBlock - 1).run();
    }

    @Override
    public void close() {
        for (int f = 0; f < readers.length; f++) {
            if (readers[f] != null) {
                readers[f].close();
                readers[f] = null;
            }
        }
        spill.closed(this);
    }
}
