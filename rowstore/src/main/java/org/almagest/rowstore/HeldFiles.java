package org.almagest.rowstore;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.WritableFile;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.DatabaseLayout;
import org.almagest.rowstore.manifest.StoredSegment;
import org.almagest.rowstore.manifest.TableVersion;

/// The segment files and runs of a read-only database, opened when it is: a file that the writing process
/// deletes later stays readable through its open descriptor (POSIX). Everything else is refused.
final class HeldFiles implements FileSystem, AutoCloseable {
    private final Map<String, ReadableFile> held = new HashMap<>();

    /// Opens every segment; fails with `NoSuchFileException` when one is gone already.
    static HeldFiles open(FileSystem files, DatabaseLayout layout, CatalogVersion catalog) throws IOException {
        HeldFiles opened = new HeldFiles();
        try {
            for (TableVersion table : catalog.tables()) {
                for (StoredSegment segment : table.files()) {
                    String path =
                            layout.segment(table.id(), segment.description().path());
                    opened.held.put(path, files.open(path));
                }
            }
            return opened;
        } catch (IOException | RuntimeException failure) {
            opened.close();
            throw failure;
        }
    }

    @Override
    public ReadableFile open(String path) throws IOException {
        ReadableFile file = held.get(path);
        if (file == null) {
            throw new java.nio.file.NoSuchFileException(path);
        }
        return new Borrowed(file);
    }

    @Override
    public void close() throws IOException {
        for (ReadableFile file : held.values()) {
            file.close();
        }
    }

    /// A held file; closing it leaves it held.
    private record Borrowed(ReadableFile file) implements ReadableFile {
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
            file.read(position, target);
        }

        @Override
        public void close() {
            // The database closes it.
        }
    }

    private static IllegalStateException refused(String path) {
        return new IllegalStateException("a read-only database reads segments alone: " + path);
    }

    @Override
    public WritableFile create(String path) {
        throw refused(path);
    }

    @Override
    public WritableFile append(String path) {
        throw refused(path);
    }

    @Override
    public boolean exists(String path) {
        return held.containsKey(path);
    }

    @Override
    public boolean isDirectory(String path) {
        throw refused(path);
    }

    @Override
    public long size(String path) throws IOException {
        return open(path).size();
    }

    @Override
    public List<String> list(String directory) {
        throw refused(directory);
    }

    @Override
    public void createDirectories(String directory) {
        throw refused(directory);
    }

    @Override
    public void delete(String path) {
        throw refused(path);
    }

    @Override
    public void rename(String from, String to) {
        throw refused(from);
    }

    @Override
    public void truncate(String path, long bytes) {
        throw refused(path);
    }

    @Override
    public void syncDirectory(String directory) {
        throw refused(directory);
    }

    @Override
    public LockAttempt tryLock(String path, String holder) {
        throw refused(path);
    }
}
