package org.almagest.ingest.fits;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Finds the real files that tests may use where they are present: the directory `shared/data`
/// beside the repository, or below the system property `almagest.shared`.
final class SharedFits {
    private SharedFits() {}

    /// Answers a file's path, or skips the test.
    static Path path(String name) {
        String given = System.getProperty("almagest.shared", "");
        Path found = given.isEmpty() ? beside() : Path.of(given);
        Path file = found.resolve("data").resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "skipped: no real data file " + file);
        return file;
    }

    /// Answers `shared` beside the repository's root, which is the first directory upwards that has
    /// one beside it.
    private static Path beside() {
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at.getParent() != null; at = at.getParent()) {
            Path candidate = at.resolveSibling("shared");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return start.resolve("shared");
    }
}
