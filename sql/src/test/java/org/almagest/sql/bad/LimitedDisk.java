package org.almagest.sql.bad;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.WritableFile;

/// A local disk with room for a number of bytes; a write beyond keeps what fits and fails as the
/// operating system does.
final class LimitedDisk implements FileSystem {
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
    public ReadableFile open(String path) throws IOException {
        return disk.open(path);
    }

    @Override
    public WritableFile create(String path) throws IOException {
        return new Limited(disk.create(path));
    }

    @Override
    public WritableFile append(String path) throws IOException {
        return new Limited(disk.append(path));
    }

    @Override
    public boolean exists(String path) throws IOException {
        return disk.exists(path);
    }

    @Override
    public boolean isDirectory(String path) throws IOException {
        return disk.isDirectory(path);
    }

    @Override
    public long size(String path) throws IOException {
        return disk.size(path);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public void createDirectories(String directory) throws IOException {
        disk.createDirectories(directory);
    }

    @Override
    public void delete(String path) throws IOException {
        disk.delete(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void truncate(String path, long bytes) throws IOException {
        disk.truncate(path, bytes);
    }

    @Override
    public void syncDirectory(String directory) throws IOException {
        disk.syncDirectory(directory);
    }

    @Override
    public LockAttempt tryLock(String path, String holder) throws IOException {
        return disk.tryLock(path, holder);
    }
}
