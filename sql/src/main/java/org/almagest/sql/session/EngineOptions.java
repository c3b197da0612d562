package org.almagest.sql.session;

import java.util.List;
import java.util.Optional;
import org.almagest.rowstore.OpenMode;

/// How an engine is opened: the database's directory (none: in memory), for what, and the limits on
/// memory and worker threads.
///
/// @param temporary the folder of temporary files; absent: in the database's directory, or
///     where nothing can be made there, in the operating system's folder for such files
/// @param segments the URI where a database that is made has its segments; absent: in its directory
public record EngineOptions(
        Optional<String> database,
        OpenMode mode,
        Optional<String> segments,
        Optional<String> temporary,
        long memoryBytes,
        int threads) {
    /// The least memory that an engine works with.
    public static final long LEAST_MEMORY_BYTES = 64L << 20;

    public EngineOptions {
        if (memoryBytes < LEAST_MEMORY_BYTES) {
            throw new IllegalArgumentException("the memory limit must be at least 64 MiB: " + memoryBytes);
        }
        if (threads < 1) {
            throw new IllegalArgumentException("there must be at least one thread: " + threads);
        }
    }

    public EngineOptions(Optional<String> database, OpenMode mode, long memoryBytes, int threads) {
        this(database, mode, Optional.empty(), Optional.empty(), memoryBytes, threads);
    }

    /// An engine without a database on disk.
    public static EngineOptions inMemory() {
        return new EngineOptions(Optional.empty(), OpenMode.CREATE, defaultMemoryBytes(), defaultThreads());
    }

    /// An engine over a database directory.
    public static EngineOptions of(String database, OpenMode mode) {
        return new EngineOptions(Optional.of(database), mode, defaultMemoryBytes(), defaultThreads());
    }

    public EngineOptions withMemoryBytes(long bytes) {
        return new EngineOptions(database, mode, segments, temporary, bytes, threads);
    }

    /// Answers the same limits for another database.
    public EngineOptions at(String path, OpenMode how) {
        return new EngineOptions(Optional.of(path), how, segments, temporary, memoryBytes, threads);
    }

    public EngineOptions withThreads(int count) {
        return new EngineOptions(database, mode, segments, temporary, memoryBytes, count);
    }

    public EngineOptions withSegments(Optional<String> uri) {
        return new EngineOptions(database, mode, uri, temporary, memoryBytes, threads);
    }

    public EngineOptions withTemporary(String folder) {
        return new EngineOptions(database, mode, segments, Optional.of(folder), memoryBytes, threads);
    }

    /// Answers the folders for temporary files, in the order in which they are preferred.
    List<String> temporaryFolders() {
        if (temporary.isPresent()) {
            return List.of(temporary.get());
        }
        String ofSystem = System.getProperty("java.io.tmpdir") + "/almagest-" + System.getProperty("user.name");
        return database.map(path -> List.of(path + "/tmp", ofSystem)).orElse(List.of(ofSystem));
    }

    /// Half of the machine's memory (or of the container's).
    public static long defaultMemoryBytes() {
        var system = (com.sun.management.OperatingSystemMXBean)
                java.lang.management.ManagementFactory.getOperatingSystemMXBean();
        return Math.max(LEAST_MEMORY_BYTES, system.getTotalMemorySize() / 2);
    }

    /// As many as there are processors.
    public static int defaultThreads() {
        return Runtime.getRuntime().availableProcessors();
    }
}
