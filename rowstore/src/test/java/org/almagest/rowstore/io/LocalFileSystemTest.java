package org.almagest.rowstore.io;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.LocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
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

    @Test
    void aNameThatNoFileCanHaveIsAFailureToReadIt() {
        String path = directory + "/a\u0000b";
        for (Executable call : List.<Executable>of(
                () -> files.open(path),
                () -> files.isStream(path),
                () -> files.isDirectory(path),
                () -> files.exists(path),
                () -> files.create(path))) {
            String message = assertThrows(IOException.class, call).getMessage();
            assertTrue(message.startsWith("no file can have this name: "), message);
        }
    }
}
