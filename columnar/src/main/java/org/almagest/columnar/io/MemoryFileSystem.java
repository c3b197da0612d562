package org.almagest.columnar.io;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.almagest.columnar.memory.MemoryBudget;

/// Files in native memory reserved from a budget: the home of `:memory:` databases and of tests.
///
/// Nothing outlives the process and nothing is synced. As on POSIX, a file that is deleted or
/// replaced while it is open stays readable until it is closed. `close()` frees every file, so
/// nothing may be open then. Thread-safe.
public final class MemoryFileSystem implements FileSystem, AutoCloseable {
    private final MemoryBudget budget;
    private final TreeMap<String, MemoryFile> files = new TreeMap<>();
    private final TreeMap<String, String> directories = new TreeMap<>();
    private final Map<String, String> locks = new HashMap<>();

    public MemoryFileSystem(MemoryBudget budget) {
        this.budget = budget;
        directories.put("", "");
    }

    @Override
    public synchronized ReadableFile open(String path) throws IOException {
        return file(path).reader();
    }

    @Override
    public synchronized WritableFile create(String path) throws IOException {
        String key = key(path);
        if (files.containsKey(key) || directories.containsKey(key)) {
            throw new FileAlreadyExistsException(path);
        }
        return make(key, path).writer();
    }

    @Override
    public synchronized WritableFile append(String path) throws IOException {
        String key = key(path);
        MemoryFile file = files.get(key);
        return (file == null ? make(key, path) : file).writer();
    }

    private MemoryFile make(String key, String path) throws IOException {
        if (!directories.containsKey(parent(key))) {
            throw new NoSuchFileException(path);
        }
        MemoryFile file = new MemoryFile(path, budget);
        files.put(key, file);
        return file;
    }

    @Override
    public synchronized boolean exists(String path) {
        String key = key(path);
        return files.containsKey(key) || directories.containsKey(key);
    }

    @Override
    public synchronized boolean isDirectory(String path) {
        return directories.containsKey(key(path));
    }

    @Override
    public synchronized long size(String path) throws IOException {
        return file(path).size();
    }

    @Override
    public synchronized List<String> list(String directory) {
        String prefix = key(directory) + "/";
        List<String> names = new ArrayList<>();
        for (TreeMap<String, ?> entries : List.of(files, directories)) {
            for (String key : entries.tailMap(prefix, false).keySet()) {
                if (!key.startsWith(prefix)) {
                    break;
                }
                if (key.indexOf('/', prefix.length()) < 0) {
                    names.add(key.substring(prefix.length()));
                }
            }
        }
        names.sort(null);
        return names;
    }

    @Override
    public synchronized void createDirectories(String directory) throws IOException {
        for (String key = key(directory); !key.isEmpty(); key = parent(key)) {
            if (files.containsKey(key)) {
                throw new FileAlreadyExistsException(key);
            }
            directories.put(key, key);
        }
    }

    @Override
    public synchronized void delete(String path) throws IOException {
        String key = key(path);
        MemoryFile file = files.remove(key);
        if (file != null) {
            file.unlink();
        } else if (directories.containsKey(key)) {
            if (!list(path).isEmpty()) {
                throw new DirectoryNotEmptyException(path);
            }
            directories.remove(key);
        }
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        MemoryFile moved = file(from);
        if (!directories.containsKey(parent(key(to)))) {
            throw new NoSuchFileException(to);
        }
        files.remove(key(from));
        MemoryFile replaced = files.put(key(to), moved);
        if (replaced != null && replaced != moved) {
            replaced.unlink();
        }
    }

    @Override
    public synchronized void truncate(String path, long bytes) throws IOException {
        file(path).truncate(bytes);
    }

    @Override
    public void syncDirectory(String directory) {
        // Memory has nothing more durable than itself.
    }

    @Override
    public synchronized LockAttempt tryLock(String path, String holder) throws IOException {
        String key = key(path);
        String held = locks.get(key);
        if (held != null) {
            return new LockAttempt.Busy(held);
        }
        if (!files.containsKey(key)) {
            make(key, path);
        }
        locks.put(key, holder);
        return (LockAttempt.Taken) () -> unlock(key);
    }

    private synchronized void unlock(String key) {
        locks.remove(key);
    }

    @Override
    public synchronized void close() {
        files.values().forEach(MemoryFile::unlink);
        files.clear();
    }

    private MemoryFile file(String path) throws NoSuchFileException {
        MemoryFile file = files.get(key(path));
        if (file == null) {
            throw new NoSuchFileException(path);
        }
        return file;
    }

    /// Answers the path with a leading slash and without a trailing one; the root is "".
    private static String key(String path) {
        String key = path.startsWith("/") ? path : "/" + path;
        return key.endsWith("/") ? key.substring(0, key.length() - 1) : key;
    }

    private static String parent(String key) {
        return key.substring(0, key.lastIndexOf('/'));
    }
}
