package org.almagest.rowstore;

import java.io.IOException;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.DatabaseLayout;

/// Makes the files of a new database. `CURRENT` comes last: a directory without it is none, and
/// what a crash left in it is made anew.
final class DatabaseCreation {
    private final FileSystem files;
    private final DatabaseLayout layout;

    DatabaseCreation(FileSystem files, DatabaseLayout layout) {
        this.files = files;
        this.layout = layout;
    }

    /// Makes the directory, or checks that the one that is there is empty but for the remains of
    /// this.
    void prepare() throws IOException {
        String root = layout.root();
        if (files.exists(root) && !files.isDirectory(root)) {
            throw AlmagestException.of(SqlState.DUPLICATE_FILE, root + " is a file, and a database is a directory")
                    .hint("choose another name for the database");
        }
        for (String name : files.list(root)) {
            if (!isRemains(name)) {
                throw AlmagestException.of(
                                SqlState.DUPLICATE_FILE,
                                "the directory " + root + " holds other files, such as " + name
                                        + ", and is not an Almagest database")
                        .hint("choose another name for the database, or empty the directory");
            }
        }
        SegmentLocation.requireEmpty(files, layout);
        if (!files.exists(root)) {
            String parent = parent(root);
            if (!files.isDirectory(parent)) {
                throw AlmagestException.of(
                                SqlState.FILE_NOT_FOUND, "cannot create " + root + ": there is no directory " + parent)
                        .hint("check the path, or make the directory first");
            }
            try {
                files.createDirectories(root);
                files.syncDirectory(parent);
            } catch (IOException | RuntimeException failure) {
                removeIfEmpty(failure);
                throw failure;
            }
        }
    }

    /// Removes the directory that `prepare` made, unless someone else has put something in it.
    void removeIfEmpty(Throwable failure) {
        try {
            files.delete(layout.root());
        } catch (IOException | RuntimeException notEmpty) {
            failure.addSuppressed(notEmpty);
        }
    }

    private static boolean isRemains(String name) {
        return switch (name) {
            case "LOCK", "log", "data", "tmp", "CURRENT.tmp" -> true;
            default -> DatabaseLayout.number(name).isPresent();
        };
    }

    private static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
    }

    /// Makes everything in the directory; the caller holds the lock.
    void create() throws IOException {
        try {
            removeRemains();
            files.createDirectories(layout.logDirectory());
            files.createDirectories(layout.dataDirectory());
            new SegmentOwner(files, layout).claim();
            CatalogVersion empty = CatalogVersion.of(0, 1, java.util.List.of());
            new Checkpoint(files, layout, new Fence(layout.root())).first(empty).close(0, true);
        } catch (IOException | RuntimeException failure) {
            tidyUp(failure);
            throw failure;
        }
    }

    private void removeRemains() throws IOException {
        for (String name : files.list(layout.root())) {
            if (DatabaseLayout.number(name).isPresent() || name.equals("CURRENT.tmp")) {
                files.delete(layout.root() + "/" + name);
            }
        }
        for (String name : files.list(layout.logDirectory())) {
            if (DatabaseLayout.number(name).isPresent()) {
                files.delete(layout.logDirectory() + "/" + name);
            }
        }
    }

    /// Leaves nothing of a database that could not be made, the lock file and its directory apart
    /// when they cannot go.
    private void tidyUp(Throwable failure) {
        try {
            files.delete(layout.current());
            removeRemains();
            files.delete(layout.logDirectory());
            new SegmentOwner(files, layout).remove();
            files.delete(layout.dataDirectory());
            files.delete(layout.lock());
            files.delete(layout.root());
        } catch (IOException | RuntimeException again) {
            failure.addSuppressed(again);
        }
    }
}
