package org.almagest.rowstore.io;

import java.nio.file.Path;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.junit.jupiter.api.io.TempDir;

final class LocalFileSystemTest extends FileSystemContract {
    @TempDir
    private Path directory;

    private final LocalFileSystem files = new LocalFileSystem();

    @Override
    FileSystem files() {
        return files;
    }

    @Override
    String directory() {
        return directory.toString();
    }
}
