package org.almagest.columnar.spill;

import java.lang.foreign.MemorySegment;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.memory.NativeSpace;

/// Writes rows to a file of their own. Closing it before `finish` removes the file. One thread.
public final class SpillWriter implements AutoCloseable {
    private final SpillOutput output;
    private final NativeBuffer block;
    private final RunIndex index = new RunIndex();
    private long blockBytes = SpillFormat.HEADER_BYTES;
    private int blockRows;
    private long rows;

    private SpillWriter(NativeBuffer block, SpillOutput output) {
        this.block = block;
        this.output = output;
    }

    public static SpillWriter create(SpillFiles files, int blockBytes, MemoryBudget budget) {
        NativeBuffer block =
                NativeBuffer.allocate(budget, SpillFormat.HEADER_BYTES + (long) blockBytes, "writing rows to a file");
        try {
            return new SpillWriter(block, files.create());
        } catch (RuntimeException failed) {
            block.close();
            throw failed;
        }
    }

    /// Appends the row at an address.
    public void append(long row) {
        int bytes = RowFormat.bytes(row);
        if (blockRows > 0 && blockBytes + bytes > block.size()) {
            flush();
        }
        MemorySegment source = NativeSpace.ALL.asSlice(row, bytes);
        if (blockBytes + bytes > block.size()) {
            index.add(output.writeAlone(block.segment(), source), row);
        } else {
            MemorySegment.copy(source, 0, block.segment(), blockBytes, bytes);
            blockBytes += bytes;
            blockRows++;
        }
        rows++;
    }

    private void flush() {
        MemorySegment filled = block.segment().asSlice(0, blockBytes);
        index.add(output.write(filled, blockRows), filled.address() + SpillFormat.HEADER_BYTES);
        blockBytes = SpillFormat.HEADER_BYTES;
        blockRows = 0;
    }

    /// Writes what is left and closes the file.
    public SpilledRun finish() {
        if (blockRows > 0) {
            flush();
        }
        SpilledFile file = output.finish();
        block.close();
        return new SpilledRun(file, rows, index);
    }

    @Override
    public void close() {
        block.close();
        output.close();
    }
}
