package org.almagest.columnar.segment;

import java.util.Map;
import java.util.TreeMap;
import org.almagest.columnar.encoding.Encoding;

/// How a column lies on disk: pages and bytes by encoding (`FOR`, `ALP`, ...; `COMPOSITE` for HUGE
/// and ARRAY), the bytes of its dictionaries, and how many rows lie in pages that are known to be
/// sorted.
public record ColumnStorage(Map<String, Long> pages, Map<String, Long> bytes, long dictionaryBytes, long sortedRows) {
    /// How a column lies that a segment lacks.
    public static final ColumnStorage NONE = new ColumnStorage(Map.of(), Map.of(), 0, 0);

    public ColumnStorage {
        pages = Map.copyOf(pages);
        bytes = Map.copyOf(bytes);
    }

    public long totalBytes() {
        return dictionaryBytes
                + bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    static ColumnStorage of(SegmentFooter footer, int position) {
        PageDirectory directory = footer.directories().get(position);
        long sortedRows = 0;
        Map<String, Long> pages = new TreeMap<>();
        Map<String, Long> bytes = new TreeMap<>();
        for (int p = 0; p < directory.pages(); p++) {
            String name = Encoding.ofId(directory.encoding()[p] & 0xFF)
                    .map(Encoding::name)
                    .orElse("COMPOSITE");
            pages.merge(name, 1L, Long::sum);
            bytes.merge(name, (long) directory.length()[p], Long::sum);
            sortedRows += footer.sorted().isSorted(position, p) ? directory.rows()[p] : 0;
        }
        long dictionaryBytes = 0;
        for (int length : directory.dictionaryLength()) {
            dictionaryBytes += length;
        }
        return new ColumnStorage(pages, bytes, dictionaryBytes, sortedRows);
    }
}
