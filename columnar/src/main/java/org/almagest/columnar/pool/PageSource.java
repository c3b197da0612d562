package org.almagest.columnar.pool;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// A file of numbered pages that the pool reads. Immutable and thread-safe.
public interface PageSource {
    /// Answers the file's name for messages.
    String path();

    int pageCount();

    /// Answers where a page starts in the file; neighbouring pages may be read in one go.
    long offset(int page);

    int length(int page);

    /// Fills `target` from a position of the file.
    void read(long position, MemorySegment target) throws IOException;

    /// Fails with a CorruptionException that names the page when its bytes are not what was
    /// written.
    void verify(int page, MemorySegment bytes);
}
