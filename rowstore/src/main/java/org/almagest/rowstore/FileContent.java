package org.almagest.rowstore;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.WritableFile;

/// Reads and writes whole small files.
final class FileContent {
    private FileContent() {}

    static byte[] read(FileSystem files, String path) throws IOException {
        try (ReadableFile file = files.open(path)) {
            byte[] bytes = new byte[Math.toIntExact(file.size())];
            file.read(0, MemorySegment.ofArray(bytes));
            return bytes;
        }
    }

    /// Puts content under a name in one durable step: a synced temporary file, renamed, and the
    /// directory synced.
    static void replace(FileSystem files, String directory, String temporary, String path, byte[] content)
            throws IOException {
        files.delete(temporary);
        try (WritableFile file = files.create(temporary)) {
            file.write(MemorySegment.ofArray(content));
            file.force();
        }
        files.rename(temporary, path);
        files.syncDirectory(directory);
    }
}
