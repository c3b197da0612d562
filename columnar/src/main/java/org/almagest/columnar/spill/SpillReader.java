package org.almagest.columnar.spill;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.memory.NativeSpace;

/// Reads blocks of a temporary file, one at a time. What is read is checked before it is believed.
/// One thread.
public final class SpillReader implements AutoCloseable {
    private static final String PURPOSE = "reading rows from a file";

    private final SpillFiles owner;
    private final SpilledFile spilled;
    private final ReadableFile file;
    private final MemoryBudget budget;
    private NativeBuffer block;
    private long next;
    private int rows;
    private int bytes;
    private boolean closed;

    private SpillReader(
            SpillFiles owner, SpilledFile spilled, ReadableFile file, NativeBuffer block, MemoryBudget budget) {
        this.owner = owner;
        this.spilled = spilled;
        this.file = file;
        this.block = block;
        this.budget = budget;
    }

    /// Opens a file whose blocks mostly have `blockBytes`.
    public static SpillReader open(SpillFiles files, SpilledFile spilled, int blockBytes, MemoryBudget budget) {
        NativeBuffer block = NativeBuffer.allocate(budget, SpillFormat.HEADER_BYTES + (long) blockBytes, PURPOSE);
        try {
            return new SpillReader(files, spilled, files.files().open(spilled.path()), block, budget);
        } catch (IOException failed) {
            block.close();
            throw StorageFailure.of("read", spilled.path(), failed);
        } catch (RuntimeException failed) {
            block.close();
            throw failed;
        }
    }

    /// Reads the block that follows the last one, the first one at first; answers false at the end
    /// of the file.
    public boolean next() {
        if (next == spilled.bytes()) {
            return false;
        }
        read(next);
        return true;
    }

    /// Lets the block at an offset be the next one.
    public void seek(long offset) {
        next = offset;
    }

    /// Reads the block at an offset.
    public void read(long offset) {
        owner.requireWanted();
        try {
            long room = spilled.bytes() - offset - SpillFormat.HEADER_BYTES;
            require(room > 0, offset, "the end of the file", "a block");
            file.read(offset, block.segment().asSlice(0, SpillFormat.HEADER_BYTES));
            bytes = block.segment().get(NativeSpace.INT, 0);
            rows = block.segment().get(NativeSpace.INT, 4);
            int expected = block.segment().get(NativeSpace.INT, 8);
            require(bytes > 0 && bytes <= room && rows > 0, offset, rows + " rows in " + bytes + " bytes", "fewer");
            if (SpillFormat.HEADER_BYTES + (long) bytes > block.size()) {
                block.close();
                block = NativeBuffer.allocate(budget, SpillFormat.HEADER_BYTES + (long) bytes, PURPOSE);
            }
            MemorySegment content = block.segment().asSlice(SpillFormat.HEADER_BYTES, bytes);
            file.read(offset + SpillFormat.HEADER_BYTES, content);
            int found = SpillFormat.checksum(spilled.number(), offset, content);
            require(found == expected, offset, "checksum " + Integer.toHexString(found), Integer.toHexString(expected));
            next = offset + SpillFormat.HEADER_BYTES + bytes;
            owner.read(SpillFormat.HEADER_BYTES + (long) bytes);
        } catch (IOException failed) {
            throw StorageFailure.of("read", spilled.path(), failed);
        }
    }

    private void require(boolean holds, long offset, String found, String expected) {
        if (!holds) {
            throw new CorruptionException(spilled.path() + ", rows at byte " + offset, found, expected);
        }
    }

    /// Hands the block over that was read: the caller closes it, and nothing is read before that is
    /// asked for anew.
    public NativeBuffer take() {
        NativeBuffer taken = block;
        block = NativeBuffer.allocate(budget, SpillFormat.HEADER_BYTES, PURPOSE);
        return taken;
    }

    /// Answers the address of the first row of a block that was taken.
    public static long firstRow(NativeBuffer taken) {
        return taken.segment().address() + SpillFormat.HEADER_BYTES;
    }

    /// Answers the rows of the block that was read.
    public int rows() {
        return rows;
    }

    /// Answers the address of the block's first row; the others follow it.
    public long firstRow() {
        return block.segment().address() + SpillFormat.HEADER_BYTES;
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        block.close();
        try {
            file.close();
        } catch (IOException failed) {
            throw StorageFailure.of("close", spilled.path(), failed);
        }
    }
}
