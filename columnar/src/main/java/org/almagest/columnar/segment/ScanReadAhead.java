package org.almagest.columnar.segment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.almagest.columnar.scan.ColumnInterest;

/// Tells the pool which pages a scan needs next: those of the morsels that follow the one that a
/// reader opens, in the order of their places in the file, so that neighbours of different columns
/// come in one read.
///
/// Pages of columns that are only delivered are asked for when filters leave more than one row in
/// sixty-four: below that most of them are never read. Those of columns of which only some values
/// are of interest are not asked for at all: their zone maps make most superfluous. Thread-safe.
final class ScanReadAhead {
    /// Morsels ahead of the one that is being opened.
    private static final int DEPTH = 4;

    private static final int SPARSE = 64;

    private final SegmentScan scan;
    private final List<SegmentMorsel> morsels;
    private final int[] filtered;
    private final int[] all;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean over;

    ScanReadAhead(SegmentScan scan, List<SegmentMorsel> morsels) {
        this.scan = scan;
        this.morsels = morsels;
        TreeSet<Integer> columns = new TreeSet<>();
        scan.filters().forEach(filter -> columns.add(filter.column()));
        filtered = columns.stream().mapToInt(Integer::intValue).toArray();
        Set<Integer> partly =
                scan.interests().stream().map(ColumnInterest::column).collect(Collectors.toSet());
        scan.columns().stream().filter(column -> !partly.contains(column)).forEach(columns::add);
        all = columns.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Asks for what follows a morsel that is being opened, and for its own pages. A scan of one
    /// cell, such as a lookup, reads it by itself.
    void reached(int morsel) {
        if (morsels.size() == 1 && morsels.getFirst().cells().size() == 1) {
            return;
        }
        int end = Math.min(morsels.size(), morsel + 1 + DEPTH);
        int from = asked.getAndAccumulate(end, Math::max);
        for (int next = Math.max(from, morsel); next < end; next++) {
            ask(morsels.get(next));
        }
    }

    /// Makes requests that still wait count for nothing.
    void end() {
        over = true;
    }

    private void ask(SegmentMorsel morsel) {
        int[] columns = isSparse() ? filtered : all;
        List<SegmentMorsel.Cell> cells = morsel.cells();
        for (int first = 0; first < cells.size(); ) {
            int segment = cells.get(first).segment();
            int end = first;
            while (end < cells.size() && cells.get(end).segment() == segment) {
                end++;
            }
            ask(scan.segment(segment), cells.subList(first, end), columns);
            first = end;
        }
    }

    /// Answers whether few rows survive; unknown at the beginning, when filters decide.
    private boolean isSparse() {
        boolean filters = filtered.length > 0 || !scan.dynamics().isEmpty();
        ScanCounters counters = scan.counters();
        return filters && counters.rowsDelivered.sum() * SPARSE <= counters.rowsScanned.sum();
    }

    private void ask(OpenSegment segment, List<SegmentMorsel.Cell> cells, int[] columns) {
        IntStream.Builder pages = IntStream.builder();
        for (int column : columns) {
            segment.position(scan.schema().column(column).id())
                    .ifPresent(position -> cells.forEach(cell -> addPages(segment, position, cell, pages)));
        }
        int[] wanted = pages.build().toArray();
        if (!segment.pages().holds(wanted)) {
            segment.pages().readAhead(inFileOrder(segment, wanted), () -> !over);
        }
    }

    /// Adds the numbers of a column's pages that hold the rows of a cell, its dictionary first.
    private static void addPages(OpenSegment segment, int position, SegmentMorsel.Cell cell, IntStream.Builder pages) {
        PageDirectory directory = segment.footer().directories().get(position);
        if (directory.hasDictionary(cell.rowGroup())) {
            pages.add(segment.dictionaryNumber(position, cell.rowGroup()));
        }
        int last = directory.pageOf(cell.rowGroup(), cell.firstRow() + cell.rows() - 1);
        for (int page = directory.pageOf(cell.rowGroup(), cell.firstRow()); page <= last; page++) {
            if (directory.inline()[page] == 0) {
                pages.add(segment.pageNumber(position, page));
            }
        }
    }

    private static int[] inFileOrder(OpenSegment segment, int[] pages) {
        return Arrays.stream(pages)
                .distinct()
                .boxed()
                .sorted(Comparator.comparingLong(segment::offset))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
