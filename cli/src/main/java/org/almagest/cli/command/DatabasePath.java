package org.almagest.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.rowstore.Database;

/// Paths of databases that users type.
final class DatabasePath {
    /// How the folder of a database is called by habit.
    static final String ENDING = ".almagest";

    private static final int LISTED = 5;

    private DatabasePath() {}

    static boolean isDatabase(String path) {
        return Database.isDatabase(new LocalFileSystem(), path);
    }

    /// Answers the path of a database that is there; otherwise says what is there instead.
    static String existing(String path) {
        if (isDatabase(path)) {
            return path;
        }
        if (Files.isRegularFile(Path.of(path))) {
            throw AlmagestException.of(SqlState.WRONG_OBJECT_TYPE, path + " is a file, not a database")
                    .hint("look into it with: almagest info " + path + "; load it with: almagest ingest " + path
                            + " --into DB/TABLE");
        }
        String what = Files.isDirectory(Path.of(path)) ? " is a folder, but not a database" : "";
        throw AlmagestException.of(
                        SqlState.FILE_NOT_FOUND, what.isEmpty() ? "there is no database " + path : path + what)
                .hint(suggestion(path));
    }

    private static String suggestion(String path) {
        List<String> there = databasesBeside(path);
        Optional<String> nearest = NearestName.of(path, there)
                .or(() -> there.stream()
                        .filter(found -> found.equals(path + ENDING))
                        .findFirst());
        if (nearest.isPresent()) {
            return "did you mean " + nearest.get() + "?";
        }
        String making = "almagest ingest and almagest shell --create make one";
        return there.isEmpty()
                ? making
                : "there is " + String.join(", ", there.subList(0, Math.min(LISTED, there.size()))) + "; " + making;
    }

    /// Answers the databases in the folder that the path speaks of, as the user would type them.
    private static List<String> databasesBeside(String path) {
        Path parent = Optional.ofNullable(Path.of(path).getParent()).orElse(Path.of(""));
        if (!Files.isDirectory(parent.toAbsolutePath())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent.toAbsolutePath())) {
            return entries.map(entry -> parent.resolve(entry.getFileName()).toString())
                    .filter(DatabasePath::isDatabase)
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }
}
