package org.almagest.exec;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ForwardingFileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.WritableFile;

/// A disk that does so many writes and reads, and then says that it is full or broken.
public final class FaultyDisk extends ForwardingFileSystem {
    private final FileSystem disk = new LocalFileSystem();
    private final AtomicInteger writes;
    private final AtomicInteger reads;

    public FaultyDisk(int writes, int reads) {
        this.writes = new AtomicInteger(writes);
        this.reads = new AtomicInteger(reads);
    }

    @Override
    protected FileSystem of(String path) {
        return disk;
    }

    @Override
    public WritableFile create(String path) throws IOException {
        WritableFile file = disk.create(path);
        return new WritableFile() {
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
                if (writes.decrementAndGet() < 0) {
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
        };
    }

    @Override
    public ReadableFile open(String path) throws IOException {
        ReadableFile file = disk.open(path);
        return new ReadableFile() {
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
                if (reads.decrementAndGet() < 0) {
                    throw new IOException("Input/output error");
                }
                file.read(position, target);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }
}
