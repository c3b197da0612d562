package org.almagest.rowstore;

import java.io.IOException;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.RoutedFileSystem;
import org.almagest.rowstore.manifest.CurrentFormat;
import org.almagest.rowstore.manifest.DatabaseLayout;

/// Where a database's segments are: in its directory, or at the URI that `CURRENT` names. Decided
/// when the database is made, for ever.
final class SegmentLocation {
    private SegmentLocation() {}

    /// Answers the layout of a database that is there, or of one to be made with its segments at
    /// `wanted`. One that cannot be read has the usual layout: opening it will say why.
    static DatabaseLayout layout(FileSystem files, String root, Optional<String> wanted) {
        Optional<String> asked = wanted.map(SegmentLocation::checked);
        DatabaseLayout usual = new DatabaseLayout(root);
        try {
            if (!files.exists(usual.current())) {
                return asked.map(uri -> new DatabaseLayout(root, uri)).orElse(usual);
            }
            byte[] current = FileContent.read(files, usual.current());
            Optional<String> present =
                    CurrentFormat.read(current, usual.current()).segments();
            if (asked.isPresent() && !asked.equals(present)) {
                throw AlmagestException.of(
                                SqlState.INVALID_PARAMETER,
                                root + " has its segments " + present.orElse("in its own directory") + ", not at "
                                        + asked.get())
                        .hint("where segments are is decided when a database is made: leave it out, or make another");
            }
            return present.map(uri -> new DatabaseLayout(root, uri)).orElse(usual);
        } catch (IOException | CorruptionException unreadable) {
            return usual;
        }
    }

    private static String checked(String uri) {
        if (!RoutedFileSystem.isUri(uri) || !CurrentFormat.canName(uri)) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "segments are placed at a URI, not at " + uri)
                    .hint("for example hdfs://namenode/sky or file:///archive/sky");
        }
        return uri.replaceFirst("/+$", "");
    }

    /// Fails where something else stands at the place for segments of a new database.
    static void requireEmpty(FileSystem files, DatabaseLayout layout) throws IOException {
        if (layout.segments().isEmpty()) {
            return;
        }
        new SegmentOwner(files, layout).requireOurs();
        String place = layout.dataDirectory();
        for (String name : files.list(place)) {
            if (name.equals(SegmentOwner.NAME)) {
                continue;
            }
            if (!name.matches("t\\d{6,}") || !files.list(place + "/" + name).isEmpty()) {
                throw AlmagestException.of(
                                SqlState.DUPLICATE_FILE,
                                place + " is not empty (" + name + "), and a database wants its segments alone there")
                        .hint("choose another place");
            }
        }
    }
}
