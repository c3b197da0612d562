package org.almagest.columnar.sort;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.io.WritableFile;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.memory.NativeSpace;

/// Writes a file of sorted rows. Closing it before `finish` removes the file. One thread.
final class SpillWriter implements AutoCloseable {
    private final FileSystem files;
    private final String path;
    private final NativeBuffer block;
    private final WritableFile file;
    private long blockBytes = SpillFormat.HEADER_BYTES;
    private int blockRows;
    private long rows;
    private boolean finished;

    private SpillWriter(FileSystem files, String path, NativeBuffer block, WritableFile file) {
        this.files = files;
        this.path = path;
        this.block = block;
        this.file = file;
    }

    static SpillWriter create(FileSystem files, String path, int blockBytes, MemoryBudget budget) {
        NativeBuffer block =
                NativeBuffer.allocate(budget, SpillFormat.HEADER_BYTES + (long) blockBytes, "writing sorted rows");
        try {
            return new SpillWriter(files, path, block, files.create(path));
        } catch (IOException failed) {
            block.close();
            throw StorageFailure.of("write", path, failed);
        }
    }

    /// Appends the row at an address.
    void append(long row) {
        int bytes = RowFormat.bytes(row);
        try {
            if (blockRows > 0 && blockBytes + bytes > block.size()) {
                flush();
            }
            MemorySegment source = NativeSpace.ALL.asSlice(row, bytes);
            if (blockBytes + bytes > block.size()) {
                writeAlone(source);
            } else {
                MemorySegment.copy(source, 0, block.segment(), blockBytes, bytes);
                blockBytes += bytes;
                blockRows++;
            }
            rows++;
        } catch (IOException failed) {
            throw StorageFailure.of("write", path, failed);
        }
    }

    private void flush() throws IOException {
        MemorySegment rowsOfBlock =
                block.segment().asSlice(SpillFormat.HEADER_BYTES, blockBytes - SpillFormat.HEADER_BYTES);
        putHeader(rowsOfBlock, blockRows);
        file.write(block.segment().asSlice(0, blockBytes));
        blockBytes = SpillFormat.HEADER_BYTES;
        blockRows = 0;
    }

    private void writeAlone(MemorySegment row) throws IOException {
        putHeader(row, 1);
        file.write(block.segment().asSlice(0, SpillFormat.HEADER_BYTES));
        file.write(row);
    }

    private void putHeader(MemorySegment rowsOfBlock, int count) {
        MemorySegment header = block.segment();
        header.set(NativeSpace.INT, 0, (int) rowsOfBlock.byteSize());
        header.set(NativeSpace.INT, 4, count);
        header.set(NativeSpace.INT, 8, SpillFormat.checksum(file.position(), rowsOfBlock));
        header.set(NativeSpace.INT, 12, 0);
    }

    /// Writes what is left and closes the file. It is not forced to disk: a crash ends the sort.
    SpilledRun finish() {
        try {
            if (blockRows > 0) {
                flush();
            }
            long bytes = file.position();
            file.close();
            finished = true;
            block.close();
            return new SpilledRun(path, rows, bytes);
        } catch (IOException failed) {
            throw StorageFailure.of("write", path, failed);
        }
    }

    @Override
    public void close() {
        if (finished) {
            return;
        }
        finished = true;
        block.close();
        try {
            file.close();
        } catch (IOException lateFailure) {
            // The file is removed next: what its close has to say does not matter.
        }
        try {
            files.delete(path);
        } catch (IOException failed) {
            throw StorageFailure.of("remove", path, failed);
        }
    }
}
