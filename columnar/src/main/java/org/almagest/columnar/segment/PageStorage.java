package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.encoding.Encoding;

/// How one page lies on disk, as the directory of its segment says it.
///
/// @param firstRow counted in its row group
/// @param encoding such as `FOR`; `COMPOSITE` for HUGE and ARRAY, `entries` for a dictionary, `Bloom`
/// for the Bloom filters of a row group
/// @param inline whether the page stands in the footer
/// @param sorted whether its rows are known to be sorted
public record PageStorage(
        int rowGroup, long firstRow, long rows, String encoding, long bytes, boolean inline, boolean sorted) {
    /// Answers the pages of the column at a position of the segment's schema.
    static List<PageStorage> of(SegmentFooter footer, int position) {
        PageDirectory directory = footer.directories().get(position);
        Optional<BloomDirectory.Column> filters = footer.bloom().columns().stream()
                .filter(column -> column.position() == position)
                .findFirst();
        List<PageStorage> pages = new ArrayList<>();
        for (int group = 0; group < directory.rowGroups(); group++) {
            if (directory.hasDictionary(group)) {
                pages.add(new PageStorage(group, 0, 0, "entries", directory.dictionaryLength()[group], false, false));
            }
            for (int p = directory.chunkStart()[group]; p < directory.chunkStart()[group + 1]; p++) {
                String name = Encoding.ofId(directory.encoding()[p] & 0xFF)
                        .map(Encoding::name)
                        .orElse("COMPOSITE");
                pages.add(new PageStorage(
                        group,
                        directory.firstRow()[p],
                        directory.rows()[p],
                        name,
                        directory.length()[p],
                        directory.inline()[p] != 0,
                        footer.sorted().isSorted(position, p)));
            }
            if (filters.isPresent()) {
                pages.add(new PageStorage(group, 0, 0, "Bloom", filters.get().length()[group], false, false));
            }
        }
        return pages;
    }
}
