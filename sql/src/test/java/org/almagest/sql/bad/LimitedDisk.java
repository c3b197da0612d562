package org.almagest.sql.bad;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ForwardingFileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.io.WritableFile;

/// A local disk with room for a number of bytes; a write beyond keeps what fits and fails as the
/// operating system does.
final class LimitedDisk extends ForwardingFileSystem {
    private final FileSystem disk = new LocalFileSystem();
    private final AtomicLong free = new AtomicLong(Long.MAX_VALUE);

    /// Leaves room for so many bytes more.
    void leave(long bytes) {
        free.set(bytes);
    }

    private final class Limited implements WritableFile {
        private final WritableFile file;

        Limited(WritableFile file) {
            this.file = file;
        }

        @Override
        public String path() {
            return file.path();
        }

        @Override
        public long position() {
            return file.position();
        }

        @Override
        public void write(MemorySegment source) throws IOException {
            long before = free.getAndUpdate(left -> Math.max(0, left - source.byteSize()));
            if (before < source.byteSize()) {
                file.write(source.asSlice(0, before));
                throw new IOException("No space left on device");
            }
            file.write(source);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    protected FileSystem of(String path) {
        return disk;
    }

    @Override
    public WritableFile create(String path) throws IOException {
        return new Limited(disk.create(path));
    }

    @Override
    public WritableFile append(String path) throws IOException {
        return new Limited(disk.append(path));
    }
}
