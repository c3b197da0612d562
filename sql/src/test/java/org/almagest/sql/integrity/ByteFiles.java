package org.almagest.sql.integrity;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LockAttempt;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.WritableFile;

/// Files as byte arrays by path, cheap to copy and to damage. Everything is durable at once.
final class ByteFiles implements FileSystem {
    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final TreeSet<String> directories = new TreeSet<>();

    /// Copies the names; arrays are shared, for nobody changes one in place.
    synchronized ByteFiles copy() {
        ByteFiles copy = new ByteFiles();
        copy.files.putAll(files);
        copy.directories.addAll(directories);
        return copy;
    }

    synchronized Map<String, byte[]> content() {
        return new TreeMap<>(files);
    }

    /// Answers the segment files with a sum of their bytes.
    synchronized Map<String, Integer> segments() {
        Map<String, Integer> sums = new TreeMap<>();
        files.forEach((path, bytes) -> {
            if (path.endsWith(".seg")) {
                sums.put(path, Arrays.hashCode(bytes));
            }
        });
        return sums;
    }

    synchronized void put(String path, byte[] bytes) {
        files.put(path, bytes);
        for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
            directories.add(path.substring(0, slash));
        }
    }

    synchronized void remove(String path) {
        files.remove(path);
    }

    private synchronized byte[] bytes(String path) throws NoSuchFileException {
        byte[] bytes = files.get(path);
        if (bytes == null) {
            throw new NoSuchFileException(path);
        }
        return bytes;
    }

    @Override
    public ReadableFile open(String path) throws IOException {
        byte[] bytes = bytes(path);
        return new ReadableFile() {
            @Override
            public String path() {
                return path;
            }

            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public void read(long position, MemorySegment target) throws IOException {
                if (position < 0 || position + target.byteSize() > bytes.length) {
                    throw new EOFException(path + " ends at " + bytes.length);
                }
                MemorySegment.copy(MemorySegment.ofArray(bytes), position, target, 0, target.byteSize());
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public synchronized WritableFile create(String path) throws IOException {
        if (files.containsKey(path)) {
            throw new FileAlreadyExistsException(path);
        }
        files.put(path, new byte[0]);
        return new Appending(path);
    }

    @Override
    public WritableFile append(String path) throws IOException {
        bytes(path);
        return new Appending(path);
    }

    private final class Appending implements WritableFile {
        private final String path;

        Appending(String path) {
            this.path = path;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public long position() {
            synchronized (ByteFiles.this) {
                return files.get(path).length;
            }
        }

        @Override
        public void write(MemorySegment source) throws IOException {
            synchronized (ByteFiles.this) {
                byte[] before = bytes(path);
                byte[] after = Arrays.copyOf(before, before.length + (int) source.byteSize());
                MemorySegment.copy(source, 0, MemorySegment.ofArray(after), before.length, source.byteSize());
                files.put(path, after);
            }
        }

        @Override
        public void force() {}

        @Override
        public void close() {}
    }

    @Override
    public synchronized boolean exists(String path) {
        return files.containsKey(path) || directories.contains(path);
    }

    @Override
    public synchronized boolean isDirectory(String path) {
        return directories.contains(path);
    }

    @Override
    public long size(String path) throws IOException {
        return bytes(path).length;
    }

    @Override
    public synchronized List<String> list(String directory) {
        List<String> names = new ArrayList<>();
        for (var all : List.of(files.keySet(), directories)) {
            for (String path : all) {
                if (path.startsWith(directory + "/") && path.indexOf('/', directory.length() + 1) < 0) {
                    names.add(path.substring(directory.length() + 1));
                }
            }
        }
        return names;
    }

    @Override
    public synchronized void createDirectories(String directory) {
        for (int slash = directory.length(); slash > 0; slash = directory.lastIndexOf('/', slash - 1)) {
            directories.add(directory.substring(0, slash));
        }
    }

    @Override
    public synchronized void delete(String path) {
        files.remove(path);
        directories.remove(path);
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        files.put(to, bytes(from));
        files.remove(from);
    }

    @Override
    public synchronized void truncate(String path, long bytes) throws IOException {
        files.put(path, Arrays.copyOf(bytes(path), (int) bytes));
    }

    @Override
    public void syncDirectory(String directory) {}

    @Override
    public LockAttempt tryLock(String path, String holder) {
        return new NoLock();
    }

    private static final class NoLock implements LockAttempt.Taken {
        @Override
        public void close() {}
    }
}
