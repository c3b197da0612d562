package org.almagest.columnar.sort;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.memory.NativeSpace;

/// Walks through a run in a file, a block at a time. What is read is checked before it is believed.
final class SpillCursor extends RunCursor {
    private static final String PURPOSE = "reading sorted rows";

    private final SpilledRun run;
    private final ReadableFile file;
    private final MemoryBudget budget;
    private final NativeBuffer header;
    private NativeBuffer block;
    private long offset;
    private long next;
    private int left;

    private SpillCursor(
            SpilledRun run, ReadableFile file, NativeBuffer header, NativeBuffer block, MemoryBudget budget) {
        this.run = run;
        this.file = file;
        this.header = header;
        this.block = block;
        this.budget = budget;
    }

    static SpillCursor open(FileSystem files, SpilledRun run, int blockBytes, MemoryBudget budget) {
        NativeBuffer header = NativeBuffer.allocate(budget, SpillFormat.HEADER_BYTES, PURPOSE);
        try {
            NativeBuffer block = NativeBuffer.allocate(budget, blockBytes, PURPOSE);
            try {
                return new SpillCursor(run, files.open(run.path()), header, block, budget);
            } catch (IOException | RuntimeException failed) {
                block.close();
                throw failed;
            }
        } catch (IOException failed) {
            header.close();
            throw StorageFailure.of("read", run.path(), failed);
        } catch (RuntimeException failed) {
            header.close();
            throw failed;
        }
    }

    @Override
    boolean next() {
        if (left == 0) {
            if (offset == run.bytes()) {
                return false;
            }
            readBlock();
        }
        row = next;
        prefix = RowFormat.prefix(row);
        next += RowFormat.bytes(row);
        left--;
        return true;
    }

    @Override
    int rowBytes() {
        return RowFormat.bytes(row);
    }

    private void readBlock() {
        try {
            require(run.bytes() - offset > SpillFormat.HEADER_BYTES, "the end of the file", "a block");
            file.read(offset, header.segment());
            int bytes = header.segment().get(NativeSpace.INT, 0);
            int rows = header.segment().get(NativeSpace.INT, 4);
            long room = run.bytes() - offset - SpillFormat.HEADER_BYTES;
            require(bytes > 0 && bytes <= room && rows > 0, rows + " rows in " + bytes + " bytes", "fewer");
            if (bytes > block.size()) {
                block.close();
                block = NativeBuffer.allocate(budget, bytes, PURPOSE);
            }
            MemorySegment content = block.segment().asSlice(0, bytes);
            file.read(offset + SpillFormat.HEADER_BYTES, content);
            int expected = header.segment().get(NativeSpace.INT, 8);
            int found = SpillFormat.checksum(offset, content);
            require(found == expected, "checksum " + Integer.toHexString(found), Integer.toHexString(expected));
            offset += SpillFormat.HEADER_BYTES + (long) bytes;
            next = block.segment().address();
            left = rows;
        } catch (IOException failed) {
            throw StorageFailure.of("read", run.path(), failed);
        }
    }

    private void require(boolean holds, String found, String expected) {
        if (!holds) {
            throw new CorruptionException(run.path() + ", sorted rows at byte " + offset, found, expected);
        }
    }

    @Override
    boolean isStable() {
        return false;
    }

    @Override
    public void close() {
        header.close();
        block.close();
        try {
            file.close();
        } catch (IOException failed) {
            throw StorageFailure.of("close", run.path(), failed);
        }
    }
}
