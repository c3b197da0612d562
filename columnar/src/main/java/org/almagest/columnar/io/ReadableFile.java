package org.almagest.columnar.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A file open for reading at positions, by any number of threads at once.
public interface ReadableFile extends AutoCloseable {
    String path();

    /// Answers the size in bytes when the file was opened.
    long size();

    /// Fills `target` with the bytes from `position`; fails with `EOFException` when the file ends
    /// before.
    void read(long position, MemorySegment target) throws IOException;

    @Override
    void close() throws IOException;
}
