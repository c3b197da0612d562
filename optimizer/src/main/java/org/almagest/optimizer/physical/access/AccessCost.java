package org.almagest.optimizer.physical.access;

import java.util.Locale;

/// What access paths cost, in nanoseconds over a warm pool. The constants are those of one machine,
/// fitted to `bench/access` (docs/performance.md); only their proportions decide.
///
/// ```text
/// scan      rows that zone maps leave * (a test)                     + blocks with found rows * columns
/// lookup    a search + entries * (position, sort, mark)              + blocks with found rows * columns
/// only      a search + entries * (a key read in the run)
/// ```
///
/// Found rows can lie only in the pages that zone maps leave. Within these they are taken to be spread
/// evenly: `n` rows meet `b * (1 - (1 - 1/b)^n)` of `b` blocks.
final class AccessCost {
    private static final double SEARCH_NANOS = 15_000;
    private static final double ENTRY_NANOS = 20;
    private static final double ONLY_ENTRY_NANOS = 0.06;
    private static final double SCANNED_ROW_NANOS = 0.25;
    private static final double BLOCK_NANOS = 100;
    private static final double FOUND_CELL_NANOS = 2;
    private static final int BLOCK_ROWS = 1_024;

    private AccessCost() {}

    /// The cost of a scan of the rows that zone maps leave, of which some are found. Rows of pages of which zone maps
    /// say that all are found are not tested: `partial` is how many lie in the others.
    static double scan(double left, double partial, double found, int columns) {
        double tested = found < left ? Math.min(left, Math.max(partial, left - found)) : 0;
        return tested * SCANNED_ROW_NANOS + reading(left, found, columns);
    }

    /// The cost of finding entries in an index and reading their rows.
    static double lookup(double left, double entries, int columns) {
        return SEARCH_NANOS + entries * ENTRY_NANOS + reading(Math.max(left, entries), entries, columns);
    }

    /// The cost of reading entries in the index alone.
    static double only(double entries) {
        return SEARCH_NANOS + entries * ONLY_ENTRY_NANOS;
    }

    private static double reading(double left, double found, int columns) {
        double blocks = Math.max(1, left / BLOCK_ROWS);
        double met = blocks == 1 ? Math.min(1, found) : -blocks * Math.expm1(found * Math.log1p(-1 / blocks));
        return columns * (met * BLOCK_NANOS + found * FOUND_CELL_NANOS);
    }

    /// Writes a cost for people.
    static String text(double nanos) {
        return String.format(Locale.ROOT, nanos < 1e5 ? "%.3f ms" : nanos < 1e7 ? "%.1f ms" : "%,.0f ms", nanos / 1e6);
    }
}
