package org.almagest.rowstore.io;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.almagest.columnar.io.FileSystem;
import org.almagest.hadoop.HadoopFileSystem;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Hadoop's raw local file system.
final class HadoopFileSystemTest extends FileSystemContract {
    @TempDir
    private Path directory;

    private final HadoopFileSystem files = new HadoopFileSystem(raw());

    private static Configuration raw() {
        Configuration configuration = new Configuration();
        configuration.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        configuration.setBoolean("fs.file.impl.disable.cache", true);
        return configuration;
    }

    @Override
    FileSystem files() {
        return files;
    }

    @Override
    String directory() {
        return "file://" + directory;
    }

    @Test
    @Override
    void aLockHasOneHolder() {
        assertThrows(IOException.class, () -> files.tryLock(directory() + "/LOCK", "me"));
    }
}
