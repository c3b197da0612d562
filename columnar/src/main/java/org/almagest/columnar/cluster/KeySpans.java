package org.almagest.columnar.cluster;

import java.util.Arrays;
import org.almagest.columnar.sort.NormalisedKeys;

/// What the keys of consecutive rows span, page by page: the least and the greatest first word of
/// each 16,384 rows, as numbers without sign. One thread.
final class KeySpans {
    private static final int PAGE_ROWS = 16_384;

    private long[] least = new long[8];
    private long[] greatest = new long[8];
    private int pages;
    private int rows = PAGE_ROWS;

    /// Adds the next rows.
    void add(NormalisedKeys keys, int count) {
        for (int i = 0; i < count; i++) {
            long word = keys.prefix(i) ^ Long.MIN_VALUE;
            if (rows == PAGE_ROWS) {
                start(word);
            }
            least[pages - 1] = Math.min(least[pages - 1], word);
            greatest[pages - 1] = Math.max(greatest[pages - 1], word);
            rows++;
        }
    }

    private void start(long word) {
        if (pages == least.length) {
            least = Arrays.copyOf(least, 2 * pages);
            greatest = Arrays.copyOf(greatest, 2 * pages);
        }
        least[pages] = word;
        greatest[pages] = word;
        pages++;
        rows = 0;
    }

    void addAll(KeySpans others) {
        for (int i = 0; i < others.pages; i++) {
            start(others.least[i]);
            greatest[pages - 1] = others.greatest[i];
        }
    }

    int pages() {
        return pages;
    }

    /// Answers how many other pages a page's span overlaps, on average; spans that only touch do
    /// not. 0 for rows in order.
    double overlap() {
        long[] starts = Arrays.copyOf(least, pages);
        long[] ends = Arrays.copyOf(greatest, pages);
        Arrays.sort(starts);
        Arrays.sort(ends);
        // A page misses those that end before it starts, or where it starts, and those on the other
        // side; pairs that miss each other are counted at the later one.
        long apart = 0;
        int ended = 0;
        for (int started = 0; started < pages; started++) {
            while (ended < pages && ends[ended] <= starts[started]) {
                ended++;
            }
            apart += Math.min(ended, started);
        }
        long pairs = (long) pages * (pages - 1) / 2;
        return pages == 0 ? 0 : 2.0 * (pairs - apart) / pages;
    }
}
