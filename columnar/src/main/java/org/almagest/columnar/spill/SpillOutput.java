package org.almagest.columnar.spill;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.io.WritableFile;
import org.almagest.columnar.memory.NativeSpace;

/// A temporary file while blocks are written to it. Closing it before `finish` removes the file. One
/// thread.
public final class SpillOutput implements AutoCloseable {
    /// The room for its header that a block begins with.
    public static final int HEADER_BYTES = SpillFormat.HEADER_BYTES;

    private final SpillFiles owner;
    private final WritableFile file;
    private final long number;
    private boolean finished;

    SpillOutput(SpillFiles owner, WritableFile file, long number) {
        this.owner = owner;
        this.file = file;
        this.number = number;
    }

    /// Starts a file.
    public static SpillOutput create(SpillFiles files) {
        return files.create();
    }

    /// Answers where the next block comes.
    public long position() {
        return file.position();
    }

    /// Writes a block whose rows stand behind room for its header; answers where it is.
    public long write(MemorySegment block, int rows) {
        MemorySegment content = block.asSlice(SpillFormat.HEADER_BYTES);
        return write(block, content, rows, () -> file.write(block));
    }

    /// Writes one row as a block of its own; `header` has room for a block's header.
    public long writeAlone(MemorySegment header, MemorySegment row) {
        return write(header, row, 1, () -> {
            file.write(header.asSlice(0, SpillFormat.HEADER_BYTES));
            file.write(row);
        });
    }

    private interface Writing {
        void run() throws IOException;
    }

    private long write(MemorySegment header, MemorySegment content, int rows, Writing writing) {
        owner.requireWanted();
        long offset = file.position();
        header.set(NativeSpace.INT, 0, (int) content.byteSize());
        header.set(NativeSpace.INT, 4, rows);
        header.set(NativeSpace.INT, 8, SpillFormat.checksum(number, offset, content));
        header.set(NativeSpace.INT, 12, 0);
        try {
            writing.run();
        } catch (IOException failed) {
            throw StorageFailure.of("write", file.path(), failed);
        }
        owner.written(SpillFormat.HEADER_BYTES + content.byteSize());
        return offset;
    }

    /// Closes the file. It is not forced to disk: a crash ends the query.
    public SpilledFile finish() {
        long bytes = file.position();
        try {
            file.close();
        } catch (IOException failed) {
            throw StorageFailure.of("write", file.path(), failed);
        }
        finished = true;
        return new SpilledFile(file.path(), number, bytes);
    }

    @Override
    public void close() {
        if (finished) {
            return;
        }
        finished = true;
        try {
            file.close();
        } catch (IOException lateFailure) {
            // The file is removed next: what its close has to say does not matter.
        }
        owner.remove(file.path());
    }
}
