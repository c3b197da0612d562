package org.almagest.rowstore;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.WritableFile;
import org.almagest.rowstore.manifest.DatabaseLayout;

/// The mark of the database that a place outside of its directory belongs to, so that no second one
/// writes segments there: one made at the same moment, or a copy of the first.
///
/// ```text
/// almagest segments 1
/// /data/sky.almagest          the database's directory, absolute
/// crc32c 5f0e6d9a             of the lines before
/// ```
final class SegmentOwner {
    static final String NAME = "OWNER";

    private static final Pattern TEXT = Pattern.compile("(almagest segments 1\n(.+)\n)crc32c ([0-9a-f]{8})\n");

    private final FileSystem files;
    private final DatabaseLayout layout;
    private final String mark;
    private final String database;

    SegmentOwner(FileSystem files, DatabaseLayout layout) {
        this.files = files;
        this.layout = layout;
        mark = layout.dataDirectory() + "/" + NAME;
        database = Path.of(layout.root()).toAbsolutePath().normalize().toString();
    }

    /// Sets the mark where there is none; fails with 58P02 where it is another database's. Does
    /// nothing where segments are in the database's directory.
    void claim() throws IOException {
        if (layout.segments().isEmpty()) {
            return;
        }
        if (read().isEmpty()) {
            files.delete(mark);
            files.createDirectories(layout.dataDirectory());
            write();
        }
        requireOurs();
    }

    /// Fails where the place is marked as another database's.
    void requireOurs() throws IOException {
        Optional<String> owner = layout.segments().isPresent() ? read() : Optional.empty();
        if (owner.isPresent() && !owner.get().equals(database)) {
            throw AlmagestException.of(
                            SqlState.DUPLICATE_FILE,
                            layout.dataDirectory() + " has the segments of the database " + owner.get() + ", not of "
                                    + database)
                    .hint("choose another place; or, if " + owner.get() + " was moved here or is gone, delete " + mark);
        }
    }

    private void write() throws IOException {
        try (WritableFile file = files.create(mark)) {
            file.write(MemorySegment.ofArray(text()));
            file.force();
        } catch (FileAlreadyExistsException meanwhile) {
            // Whose it is shows next.
        }
    }

    /// Takes this database's mark away from a place, where the database could not be made.
    void remove() throws IOException {
        if (layout.segments().isPresent() && read().equals(Optional.of(database))) {
            files.delete(mark);
        }
    }

    private byte[] text() {
        String body = "almagest segments 1\n" + database + "\n";
        return (body + "crc32c " + checksum(body) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// Answers the database that the mark names; empty where there is none, or one that a crash left
    /// without content.
    private Optional<String> read() throws IOException {
        if (!files.exists(mark) || files.size(mark) == 0) {
            return Optional.empty();
        }
        String text = new String(FileContent.read(files, mark), StandardCharsets.UTF_8);
        Matcher whole = TEXT.matcher(text);
        if (!whole.matches() || !checksum(whole.group(1)).equals(whole.group(3))) {
            throw new CorruptionException(mark, "other text", "the name of a database");
        }
        return Optional.of(whole.group(2));
    }

    private static String checksum(String body) {
        CRC32C crc = new CRC32C();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", crc.getValue());
    }
}
