package org.almagest.rowstore.io;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.ReadableFile;
import org.almagest.columnar.io.WritableFile;
import org.almagest.hadoop.HadoopFileSystem;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hadoop's local file system with checksum files, which neither appends nor cuts nor reads what has
/// lost its name.
final class HadoopCheckedFileSystemTest extends FileSystemContract {
    @TempDir
    private Path directory;

    private final HadoopFileSystem files = new HadoopFileSystem(new Configuration());

    @Override
    FileSystem files() {
        return files;
    }

    @Override
    String directory() {
        return "file://" + directory;
    }

    private String path() throws IOException {
        String path = directory() + "/a";
        try (WritableFile file = files.create(path)) {
            file.write(MemorySegment.ofArray(new byte[] {1, 2}));
        }
        return path;
    }

    @Test
    @Override
    void appendContinuesAndMakes() throws IOException {
        String path = path();
        assertThrows(IOException.class, () -> files.append(path));
    }

    @Test
    @Override
    void anOpenFileOutlivesItsName() throws IOException {
        String path = path();
        try (ReadableFile file = files.open(path)) {
            files.delete(path);
            assertThrows(IOException.class, () -> file.read(0, MemorySegment.ofArray(new byte[2])));
        }
        assertFalse(files.exists(path));
    }

    @Test
    @Override
    void truncateCuts() throws IOException {
        String path = path();
        assertThrows(IOException.class, () -> files.truncate(path, 1));
    }

    @Test
    @Override
    void aLockHasOneHolder() {
        assertThrows(IOException.class, () -> files.tryLock(directory() + "/LOCK", "me"));
    }
}
