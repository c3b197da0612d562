package org.almagest.sql.bad;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A disk that is full at any moment of a COPY: it is said, and what was there before stays.
final class FullDiskCopyTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({"parquet,0", "parquet,4", "parquet,5000", "parquet,20000", "csv,0", "csv,5000", "csv,30000"})
    void nothingHalfWrittenIsLeft(String ending, long room) throws IOException {
        Path target = directory.resolve("out." + ending);
        Files.writeString(target, "before");
        LimitedDisk disk = new LimitedDisk();
        EngineOptions options = EngineOptions.of(
                        directory.resolve("sky.almagest").toString(), OpenMode.CREATE)
                .withMemoryBytes(64L << 20)
                .withThreads(2);
        try (Engine engine = Engine.open(options, disk)) {
            Kept.make(engine.session());
            disk.leave(room);
            Throwable failure = Kept.failure(
                    "COPY",
                    () -> Kept.run(
                            engine.session(),
                            "COPY (SELECT id, id * 7919 AS x, name || id AS s FROM kept) TO '" + target
                                    + "' (COMPRESSION uncompressed)"));
            assertEquals(SqlState.DISK_FULL, ((AlmagestException) failure).state());
            disk.leave(Long.MAX_VALUE);
        }
        assertEquals("before", Files.readString(target));
        try (Stream<Path> all = Files.list(directory)) {
            assertFalse(all.anyMatch(path -> path.toString().contains("unfinished")));
        }
    }
}
