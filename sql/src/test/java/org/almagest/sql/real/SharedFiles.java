package org.almagest.sql.real;

import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the real files that tests may use where they are present: the directory `shared/data`
/// beside the repository, or below the system property `almagest.shared`.
final class SharedFiles {
    private SharedFiles() {}

    /// Answers where a file is, or would be.
    static Path path(String name) {
        String given = System.getProperty("almagest.shared", "");
        return (given.isEmpty() ? beside() : Path.of(given)).resolve("data").resolve(name);
    }

    /// Answers `shared` beside the first directory upwards that has one beside it.
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
