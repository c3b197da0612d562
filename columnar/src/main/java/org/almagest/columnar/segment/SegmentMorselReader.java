package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.kernel.BitmapKernels;
import org.almagest.columnar.kernel.FilterKernels;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Reads cells block by block: judges a block by zone maps and heads, narrows a mask of its rows
/// filter by filter, and decodes the other columns for what is left.
///
/// ```text
/// block of 1,024 rows --- judge each filter: NONE skips the block, ALL skips the filter
///                     --- narrow the mask, the filter that removes most per cost first
///                     --- mask -> selection vector
///                     --- columns to deliver: decode whole, or the selected rows alone
/// ```
///
/// One thread at a time.
final class SegmentMorselReader implements MorselReader {
    private static final int WORDS = ColumnVector.BATCH_ROWS / 64;

    private final SegmentScan scan;
    private final ReaderPins pins = new ReaderPins();
    private final ReaderCounts counts = new ReaderCounts();
    private final Map<Integer, ColumnReader> readers = new HashMap<>();
    private final ColumnReader[] outputs;
    private final List<FilterState> filters = new ArrayList<>();
    private final DynamicFilter[] dynamics;
    private final long[] mask = new long[WORDS];
    private final long[] scratch = new long[WORDS];

    private List<SegmentMorsel.Cell> cells = List.of();
    private int nextCell;
    private int segment = -1;
    private int row;
    private int end;

    SegmentMorselReader(SegmentScan scan) {
        this.scan = scan;
        outputs = scan.columns().stream().map(this::column).toArray(ColumnReader[]::new);
        for (ScanPlan.PlannedFilter planned : scan.filters()) {
            filters.add(new FilterState(column(planned.column()), planned.filter()));
        }
        dynamics = scan.dynamics().stream()
                .map(predicate -> new DynamicFilter(predicate))
                .toArray(DynamicFilter[]::new);
    }

    private ColumnReader column(int position) {
        return readers.computeIfAbsent(position, this::newColumn);
    }

    /// Makes the reader of a column; a predicate that tightens may ask for one in mid-cell.
    private ColumnReader newColumn(int position) {
        ColumnReader reader = new ColumnReader(scan.schema().column(position), pins, counts);
        if (segment >= 0) {
            SegmentMorsel.Cell cell = cells.get(nextCell - 1);
            reader.enter(scan.segment(segment));
            reader.enterCell(cell.rowGroup(), cell.runEnd());
        }
        return reader;
    }

    @Override
    public void open(Morsel morsel) {
        counts.tell(scan.counters());
        SegmentMorsel opened = (SegmentMorsel) morsel;
        scan.readAhead().reached(opened.index());
        cells = opened.cells();
        nextCell = 0;
        row = 0;
        end = 0;
    }

    @Override
    public boolean next(Batch out) {
        while (true) {
            if (row >= end && !enterNextCell()) {
                counts.tell(scan.counters());
                return false;
            }
            int first = row;
            int rows = Math.min(ColumnVector.BATCH_ROWS, end - row);
            row += rows;
            if (readBlock(first, rows, out)) {
                return true;
            }
        }
    }

    private boolean enterNextCell() {
        if (nextCell == cells.size()) {
            return false;
        }
        SegmentMorsel.Cell cell = cells.get(nextCell++);
        if (cell.segment() != segment) {
            segment = cell.segment();
            OpenSegment opened = scan.segment(segment);
            readers.values().forEach(reader -> reader.enter(opened));
        }
        for (ColumnReader reader : readers.values()) {
            reader.enterCell(cell.rowGroup(), cell.runEnd());
        }
        filters.forEach(FilterState::forget);
        for (DynamicFilter dynamic : dynamics) {
            dynamic.forget();
        }
        if (filters.size() > 1) {
            filters.sort(Comparator.comparingDouble(FilterState::rank));
        }
        row = cell.firstRow();
        end = cell.firstRow() + cell.rows();
        return true;
    }

    /// Fills the batch with what is left of a block; answers false when that is nothing.
    private boolean readBlock(int first, int rows, Batch out) {
        startMask(rows);
        boolean narrowed = false;
        for (int i = 0; i < filters.size(); i++) {
            switch (narrow(filters.get(i), first, rows)) {
                case NONE -> {
                    counts.blocksSkipped++;
                    return false;
                }
                case SOME -> narrowed = true;
                case ALL -> {}
            }
        }
        for (DynamicFilter dynamic : dynamics) {
            switch (dynamic.narrow(first, rows)) {
                case NONE -> {
                    counts.blocksSkipped++;
                    return false;
                }
                case SOME -> narrowed = true;
                case ALL -> {}
            }
        }
        counts.rowsScanned += rows;
        out.setRowCount(rows);
        int selected = rows;
        if (narrowed) {
            selected = FilterKernels.select(mask, rows, out.selection());
            out.setSelected(selected);
        }
        deliver(first, rows, selected, out);
        counts.rowsDelivered += selected;
        return true;
    }

    private void deliver(int first, int rows, int selected, Batch out) {
        for (int i = 0; i < outputs.length; i++) {
            ColumnVector vector = selected < rows
                    ? outputs[i].readAt(first, rows, out.selection(), selected)
                    : outputs[i].read(first, rows);
            out.setColumn(i, vector);
        }
    }

    private void startMask(int rows) {
        Arrays.fill(mask, 0);
        BitmapKernels.setRange(mask, 0, rows);
    }

    /// Narrows the mask; answers NONE when no row is left, ALL when every row passed unseen.
    private ColumnFilter.Verdict narrow(FilterState filter, int first, int rows) {
        ColumnFilter.Verdict verdict = filter.judge(first, rows);
        if (verdict != ColumnFilter.Verdict.SOME) {
            return verdict;
        }
        filter.narrow(first, rows, mask, scratch);
        int words = rows + 63 >>> 6;
        for (int word = 0; word < words; word++) {
            if (mask[word] != 0) {
                return ColumnFilter.Verdict.SOME;
            }
        }
        return ColumnFilter.Verdict.NONE;
    }

    @Override
    public void close() {
        pins.releaseAll();
        counts.tell(scan.counters());
    }

    /// A predicate that tightens: compiled again whenever it has changed.
    private final class DynamicFilter {
        private final DynamicPredicate source;
        private java.util.Optional<FilterState> state = java.util.Optional.empty();
        private Object compiled = this;

        DynamicFilter(DynamicPredicate source) {
            this.source = source;
        }

        void forget() {
            state.ifPresent(FilterState::forget);
        }

        ColumnFilter.Verdict narrow(int first, int rows) {
            var now = source.current();
            if (now.isPresent() && now.get() != compiled) {
                compiled = now.get();
                var type = scan.schema().column(now.get().column()).type();
                state = FilterCompiler.compile(now.get(), type)
                        .map(filter -> new FilterState(column(now.get().column()), filter));
            }
            return state.isPresent()
                    ? SegmentMorselReader.this.narrow(state.get(), first, rows)
                    : ColumnFilter.Verdict.ALL;
        }
    }
}
