package org.almagest.columnar.segment;

import java.util.Map;
import java.util.TreeMap;
import org.almagest.columnar.encoding.Encoding;

/// How a column lies on disk: pages and bytes by encoding (`FOR`, `ALP`, ...; `COMPOSITE` for HUGE
/// and ARRAY), and the bytes of its dictionaries.
public record ColumnStorage(Map<String, Long> pages, Map<String, Long> bytes, long dictionaryBytes) {
    public ColumnStorage {
        pages = Map.copyOf(pages);
        bytes = Map.copyOf(bytes);
    }

    public long totalBytes() {
        return dictionaryBytes
                + bytes.values().stream().mapToLong(Long::longValue).sum();
    }

    static ColumnStorage of(PageDirectory directory) {
        Map<String, Long> pages = new TreeMap<>();
        Map<String, Long> bytes = new TreeMap<>();
        for (int p = 0; p < directory.pages(); p++) {
            String name = Encoding.ofId(directory.encoding()[p] & 0xFF)
                    .map(Encoding::name)
                    .orElse("COMPOSITE");
            pages.merge(name, 1L, Long::sum);
            bytes.merge(name, (long) directory.length()[p], Long::sum);
        }
        long dictionaryBytes = 0;
        for (int length : directory.dictionaryLength()) {
            dictionaryBytes += length;
        }
        return new ColumnStorage(pages, bytes, dictionaryBytes);
    }
}
