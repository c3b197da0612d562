package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.StoredSegment;

/// The segments that a transaction has written and the tables that it has made, until the catalog
/// has them: what it does not hand over is removed when nobody can read it any more.
final class OwnSegments {
    private record Written(int tableId, String fileName) {}

    private final SegmentFiles files;
    private final List<Written> written = new ArrayList<>();
    private final List<Integer> tables = new ArrayList<>();

    OwnSegments(SegmentFiles files) {
        this.files = files;
    }

    void add(int tableId, StoredSegment segment) {
        written.add(new Written(tableId, segment.description().path()));
    }

    /// Takes note of a table that was made.
    void made(int tableId) {
        tables.add(tableId);
    }

    /// Hands over what a committed catalog has. What the commit left out, such as a run of an index that is gone,
    /// is removed with the rest.
    void keep(CatalogVersion committed) {
        var kept = committed.tables().stream()
                .flatMap(table -> table.files().stream()
                        .map(file -> new Written(table.id(), file.description().path())))
                .collect(Collectors.toSet());
        written.removeIf(kept::contains);
        tables.removeIf(id -> committed.table(id).isPresent());
    }

    void removeRest() {
        written.forEach(each -> files.remove(each.tableId(), each.fileName()));
        tables.forEach(files::removeDirectory);
        written.clear();
        tables.clear();
    }
}
