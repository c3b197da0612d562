package org.almagest.columnar.segment;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ForwardingFileSystem;
import org.almagest.columnar.io.WritableFile;

/// A file system that runs out of space after so many bytes.
final class FullDisk extends ForwardingFileSystem {
    private final FileSystem disk;
    private final AtomicLong freeBytes;

    FullDisk(FileSystem disk, long freeBytes) {
        this.disk = disk;
        this.freeBytes = new AtomicLong(freeBytes);
    }

    @Override
    protected FileSystem of(String path) {
        return disk;
    }

    @Override
    public WritableFile create(String path) throws IOException {
        return new FillingFile(disk.create(path));
    }

    @Override
    public WritableFile append(String path) throws IOException {
        return new FillingFile(disk.append(path));
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
