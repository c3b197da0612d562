package org.almagest.sql.integrity;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ForwardingFileSystem;
import org.almagest.columnar.io.ReadableFile;

/// Files of which one cannot be read any more after some reads.
final class FailingReads extends ForwardingFileSystem {
    private final ByteFiles files;
    private final String victim;
    private final AtomicInteger left;

    FailingReads(ByteFiles files, String victim, int allowed) {
        this.files = files;
        this.victim = victim;
        left = new AtomicInteger(allowed);
    }

    @Override
    protected FileSystem of(String path) {
        return files;
    }

    private record Failing(ReadableFile file, AtomicInteger left) implements ReadableFile {
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
            if (left.getAndDecrement() <= 0) {
                throw new IOException("Input/output error");
            }
            file.read(position, target);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public ReadableFile open(String path) throws IOException {
        ReadableFile file = files.open(path);
        return path.equals(victim) ? new Failing(file, left) : file;
    }
}
