package org.almagest.ingest.csv;

import java.io.IOException;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.memory.MemoryBudget;

/// Where a text comes from: a file, which is opened as often as needed, or a stream, which is read
/// once. Thread-safe.
sealed interface TextOrigin permits TextOrigin.InFile, StreamedText {
    /// Finds out what a path names.
    static TextOrigin of(FileSystem files, String path, MemoryBudget budget) {
        try {
            return files.isStream(path)
                    ? StreamedText.open(files, path, budget)
                    : new InFile(files, path, files.size(path));
        } catch (IOException failed) {
            throw StorageFailure.of("read", path, failed);
        }
    }

    String path();

    /// Answers the bytes of the file, packed as it is, or those that the stream has given so far.
    long bytes();

    boolean isStream();

    /// Opens the text at a byte to look into it.
    TextSource look(long position);

    /// Opens the text at a byte to read it to its end: a stream once.
    TextSource read(long position);

    /// A file.
    record InFile(FileSystem files, String path, long bytes) implements TextOrigin {
        @Override
        public boolean isStream() {
            return false;
        }

        @Override
        public TextSource look(long position) {
            return TextSource.open(files, path, position);
        }

        @Override
        public TextSource read(long position) {
            return TextSource.open(files, path, position);
        }
    }
}
