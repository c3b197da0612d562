package org.almagest.columnar.io;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The one door to data files: local disks, any Hadoop file system, and fault-injecting ones in
/// tests.
///
/// Paths are text, `/`-separated (local: as the operating system takes them). All calls block; they
/// run on the engine's own threads, which nobody interrupts. A file that was written is durable
/// only after `force()`, its name only after `syncDirectory` of its directory.
public interface FileSystem {
    /// Opens a file for reads at positions. Fails with `NoSuchFileException` where there is none.
    ReadableFile open(String path) throws IOException;

    /// Makes a new file; fails with `FileAlreadyExistsException` where there is one.
    WritableFile create(String path) throws IOException;

    /// Opens a file to write at its end, making it where there is none.
    WritableFile append(String path) throws IOException;

    boolean exists(String path) throws IOException;

    boolean isDirectory(String path) throws IOException;

    /// Answers the size of a file in bytes.
    long size(String path) throws IOException;

    /// Answers the names (not paths) in a directory in ascending order; empty where there is no
    /// such directory.
    List<String> list(String directory) throws IOException;

    void createDirectories(String directory) throws IOException;

    /// Removes a file or an empty directory, if it exists.
    void delete(String path) throws IOException;

    /// Deletes a directory with everything in it; nothing happens where there is none.
    default void deleteTree(String directory) throws IOException {
        for (String name : list(directory)) {
            String path = resolve(directory, name);
            if (isDirectory(path)) {
                deleteTree(path);
            } else {
                delete(path);
            }
        }
        delete(directory);
    }

    /// Replaces `to` by `from` in one step.
    void rename(String from, String to) throws IOException;

    /// Cuts a file to `bytes`.
    void truncate(String path, long bytes) throws IOException;

    /// Makes the names in a directory durable.
    void syncDirectory(String directory) throws IOException;

    /// Takes an exclusive lock on a file, making it where there is none, and leaves `holder` in it
    /// as its only content; `Busy` while another process (or this one) has it. A file left by a
    /// process that ended is no obstacle: the operating system's lock decides.
    LockAttempt tryLock(String path, String holder) throws IOException;

    /// Answers whether a path names something that is read from front to back and once, such as a
    /// pipe or standard input, not a file.
    default boolean isStream(String path) throws IOException {
        return false;
    }

    /// Opens a stream; the caller closes it.
    default InputStream openStream(String path) throws IOException {
        throw new IOException(path + " is not a stream");
    }

    /// Joins a directory and a name.
    default String resolve(String directory, String name) {
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }
}
