package org.almagest.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;

/// Completes paths: the entries of the folder that is typed so far, folders with a slash behind.
final class PathCompletion {
    private static final int MOST = 500;

    private PathCompletion() {}

    static void add(String typed, List<Candidate> candidates) {
        int slash = typed.lastIndexOf('/');
        String folder = typed.substring(0, slash + 1);
        boolean hidden = typed.startsWith(".", slash + 1);
        try (Stream<Path> entries = Files.list(Path.of(atHome(folder.isEmpty() ? "." : folder)))) {
            entries.filter(entry -> hidden || !entry.getFileName().toString().startsWith("."))
                    .limit(MOST)
                    .sorted()
                    .forEach(entry -> candidates.add(candidate(folder, entry)));
        } catch (IOException | InvalidPathException | SecurityException unreadable) {
            // There is nothing to offer.
        }
    }

    private static Candidate candidate(String folder, Path entry) {
        String name = entry.getFileName() + (Files.isDirectory(entry) ? "/" : "");
        return new Candidate(folder + name, name, "files", null, null, null, false);
    }

    /// Answers a path with `~` replaced by the user's home.
    static String atHome(String path) {
        boolean home = path.equals("~") || path.startsWith("~/");
        return home ? System.getProperty("user.home") + path.substring(1) : path;
    }
}
