package org.almagest.columnar.io;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A file open for writing at its end, by one thread.
public interface WritableFile extends AutoCloseable {
    String path();

    /// Answers the bytes written so far, earlier content included.
    long position();

    /// Writes all bytes of `source`.
    void write(MemorySegment source) throws IOException;

    /// Makes everything written so far durable.
    void force() throws IOException;

    @Override
    void close() throws IOException;
}
