package org.almagest.bench.pool;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.WritableFile;

/// Remembers which bytes of which files were read.
record RecordedFiles(FileSystem files, ConcurrentLinkedQueue<Range> ranges) implements FileSystem {
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

    @Override
    public WritableFile create(String path) throws IOException {
        return files.create(path);
    }

    @Override
    public WritableFile append(String path) throws IOException {
        return files.append(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return files.exists(path);
    }

    @Override
    public boolean isDirectory(String path) throws IOException {
        return files.isDirectory(path);
    }

    @Override
    public long size(String path) throws IOException {
        return files.size(path);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return files.list(directory);
    }

    @Override
    public void createDirectories(String directory) throws IOException {
        files.createDirectories(directory);
    }

    @Override
    public void delete(String path) throws IOException {
        files.delete(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        files.rename(from, to);
    }

    @Override
    public void truncate(String path, long bytes) throws IOException {
        files.truncate(path, bytes);
    }

    @Override
    public void syncDirectory(String directory) throws IOException {
        files.syncDirectory(directory);
    }

    @Override
    public LockAttempt tryLock(String path, String holder) throws IOException {
        return files.tryLock(path, holder);
    }
}
