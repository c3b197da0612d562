package org.almagest.ingest.fits;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.WritableFile;

/// A file system of one file, read only: cheap enough to be made for each of many damaged files.
record OneFile(String name, byte[] bytes) implements FileSystem {
    @Override
    public ReadableFile open(String path) throws IOException {
        if (!path.equals(name)) {
            throw new NoSuchFileException(path);
        }
        return new Reader(name, bytes);
    }

    private record Reader(String path, byte[] bytes) implements ReadableFile {
        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void read(long position, MemorySegment target) throws IOException {
            if (position < 0 || position + target.byteSize() > bytes.length) {
                throw new EOFException(path);
            }
            MemorySegment.copy(MemorySegment.ofArray(bytes), position, target, 0, target.byteSize());
        }

        @Override
        public void close() {}
    }

    @Override
    public boolean exists(String path) {
        return path.equals(name);
    }

    @Override
    public boolean isDirectory(String path) {
        return false;
    }

    @Override
    public long size(String path) {
        return bytes.length;
    }

    @Override
    public List<String> list(String directory) {
        return List.of(name);
    }

    @Override
    public WritableFile create(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WritableFile append(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void createDirectories(String directory) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void delete(String path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void rename(String from, String to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void truncate(String path, long length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void syncDirectory(String directory) {
        throw new UnsupportedOperationException();
    }

    @Override
    public LockAttempt tryLock(String path, String holder) {
        throw new UnsupportedOperationException();
    }
}
