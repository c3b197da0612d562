package org.almagest.sql.integrity;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.WritableFile;

/// Files of which one cannot be read any more after some reads.
record FailingReads(ByteFiles files, String victim, AtomicInteger left) implements FileSystem {
    FailingReads(ByteFiles files, String victim, int allowed) {
        this(files, victim, new AtomicInteger(allowed));
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

    @Override
    public WritableFile create(String path) throws IOException {
        return files.create(path);
    }

    @Override
    public WritableFile append(String path) throws IOException {
        return files.append(path);
    }

    @Override
    public boolean exists(String path) {
        return files.exists(path);
    }

    @Override
    public boolean isDirectory(String path) {
        return files.isDirectory(path);
    }

    @Override
    public long size(String path) throws IOException {
        return files.size(path);
    }

    @Override
    public List<String> list(String directory) {
        return files.list(directory);
    }

    @Override
    public void createDirectories(String directory) {
        files.createDirectories(directory);
    }

    @Override
    public void delete(String path) {
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
    public void syncDirectory(String directory) {}

    @Override
    public LockAttempt tryLock(String path, String holder) {
        return files.tryLock(path, holder);
    }
}
