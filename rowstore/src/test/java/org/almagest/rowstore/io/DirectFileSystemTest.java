package org.almagest.rowstore.io;

import java.nio.file.Path;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.junit.jupiter.api.io.TempDir;

/// Reads past the page cache.
final class DirectFileSystemTest extends FileSystemContract {
    @TempDir
    private Path directory;

    private final LocalFileSystem files = LocalFileSystem.direct();

    @Override
    FileSystem files() {
        return files;
    }

    @Override
    String directory() {
        return directory.toString();
    }
}
