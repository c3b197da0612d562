package org.almagest.columnar.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Passes every call on to the file system that serves the path: what a file system that changes a
/// few calls of another extends, so that it forgets none.
public abstract class ForwardingFileSystem implements FileSystem {
    /// Answers the file system that serves a path.
    protected abstract FileSystem of(String path) throws IOException;

    @Override
    public ReadableFile open(String path) throws IOException {
        return of(path).open(path);
    }

    @Override
    public WritableFile create(String path) throws IOException {
        return of(path).create(path);
    }

    @Override
    public WritableFile append(String path) throws IOException {
        return of(path).append(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return of(path).exists(path);
    }

    @Override
    public boolean isDirectory(String path) throws IOException {
        return of(path).isDirectory(path);
    }

    @Override
    public long size(String path) throws IOException {
        return of(path).size(path);
    }

    @Override
    public List<String> list(String directory) throws IOException {
        return of(directory).list(directory);
    }

    @Override
    public void createDirectories(String directory) throws IOException {
        of(directory).createDirectories(directory);
    }

    @Override
    public void delete(String path) throws IOException {
        of(path).delete(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        of(from).rename(from, to);
    }

    @Override
    public void truncate(String path, long bytes) throws IOException {
        of(path).truncate(path, bytes);
    }

    @Override
    public void syncDirectory(String directory) throws IOException {
        of(directory).syncDirectory(directory);
    }

    @Override
    public LockAttempt tryLock(String path, String holder) throws IOException {
        return of(path).tryLock(path, holder);
    }

    @Override
    public boolean isStream(String path) throws IOException {
        return of(path).isStream(path);
    }

    @Override
    public InputStream openStream(String path) throws IOException {
        return of(path).openStream(path);
    }
}
