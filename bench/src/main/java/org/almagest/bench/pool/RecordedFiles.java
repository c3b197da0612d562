package org.almagest.bench.pool;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ForwardingFileSystem;
import org.almagest.columnar.io.ReadableFile;

/// Remembers which bytes of which files were read.
final class RecordedFiles extends ForwardingFileSystem {
    private final FileSystem files;
    private final ConcurrentLinkedQueue<Range> ranges;

    RecordedFiles(FileSystem files, ConcurrentLinkedQueue<Range> ranges) {
        this.files = files;
        this.ranges = ranges;
    }

    @Override
    protected FileSystem of(String path) {
        return files;
    }

    /// Bytes of a file.
    record Range(String path, long position, long bytes) {}

    @Override
    public ReadableFile open(String path) throws IOException {
        return new Recorded(files.open(path), ranges);
    }

    private record Recorded(ReadableFile file, ConcurrentLinkedQueue<Range> ranges) implements ReadableFile {
        @Override
        public String path() {
            return file.path();
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void read(long position, MemorySegment target) throws IOException {
            ranges.add(new Range(path(), position, target.byteSize()));
            file.read(position, target);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
