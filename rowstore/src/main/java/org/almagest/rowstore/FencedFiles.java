package org.almagest.rowstore;

import java.io.IOException;
import java.util.List;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.WritableFile;

/// A file system that deletes nothing once the fence is up: whether the commit that failed is on
/// disk after all shows at the next open, and its segments must be there then.
record FencedFiles(FileSystem files, Fence fence) implements FileSystem {
    @Override
    public void delete(String path) throws IOException {
        if (!fence.isRaised()) {
            files.delete(path);
        }
    }

    @Override
    public ReadableFile open(String path) throws IOException {
        return files.open(path);
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
