package org.almagest.columnar.segment;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.WritableFile;

/// A file system that runs out of space after so many bytes.
final class FullDisk implements FileSystem {
    private final FileSystem disk;
    private final AtomicLong freeBytes;

    FullDisk(FileSystem disk, long freeBytes) {
        this.disk = disk;
        this.freeBytes = new AtomicLong(freeBytes);
    }

    @Override
    public ReadableFile open(String path) throws IOException {
        return disk.open(path);
    }

    @Override
    public WritableFile create(String path) throws IOException {
        return new FillingFile(disk.create(path));
    }

    @Override
    public WritableFile append(String path) throws IOException {
        return new FillingFile(disk.append(path));
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

    private final class FillingFile implements WritableFile {
        private final WritableFile file;

        FillingFile(WritableFile file) {
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
            if (freeBytes.addAndGet(-source.byteSize()) < 0) {
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
}
