package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.kernel.BitmapKernels;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Strip;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Reads cells block by block: judges a block by zone maps and heads, narrows a mask of its rows
/// filter by filter, and decodes the other columns for what is left.
///
/// ```text
/// block of 1,024 rows --- judge each filter: NONE skips the block, ALL skips the filter
///                     --- narrow the mask, the filter that removes most per cost first
///                     --- add to the strip: one block for a batch, several for a strip or where
///                         hardly a row of each is left
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
    private final Interest[] interests;
    private final BlockStrip strip;

    /// Puts rows of sparse blocks together; empty where batches must not depend on what other threads
    /// have found meanwhile.
    private final Optional<GatheredRows> gathered;

    /// Puts rows of thin blocks together, where what narrows them has been said before the scan is read.
    private final Optional<ThinBlocks> thin;

    private final long[] mask = new long[WORDS];
    private final long[] scratch = new long[WORDS];

    private List<SegmentMorsel.Cell> cells = List.of();
    private int nextCell;
    private int segment = -1;
    private int row;
    private int end;

    /// The rows of the segment that an index has found, and where in it the row group begins.
    private Optional<RowSet> found = Optional.empty();

    private int groupStart;

    /// The rows of the segment that are not to be seen.
    private DeletedRows deleted = DeletedRows.NONE;

    /// How many blocks of the strip were given as batches.
    private int given;

    SegmentMorselReader(SegmentScan scan) {
        this.scan = scan;
        outputs = scan.columns().stream().map(this::column).toArray(ColumnReader[]::new);
        boolean[] satisfied = scan.satisfied();
        for (ScanPlan.PlannedFilter planned : scan.filters()) {
            boolean known = satisfied[filters.size()];
            filters.add(new FilterState(column(planned.column()), planned.filter(), known));
        }
        dynamics = scan.dynamics().stream()
                .map(predicate -> new DynamicFilter(predicate, scan.schema(), this::column))
                .toArray(DynamicFilter[]::new);
        interests = scan.columns().stream().map(this::interest).toArray(Interest[]::new);
        strip = new BlockStrip(outputs, interests);
        boolean gathers = !filters.isEmpty() && dynamics.length == 0;
        gathered = gathers ? Optional.of(new GatheredRows(scan)) : Optional.empty();
        boolean narrows = !filters.isEmpty() || dynamics.length > 0;
        boolean settled = scan.dynamics().stream().allMatch(DynamicPredicate::isSettled);
        thin = narrows && settled ? Optional.of(new ThinBlocks(scan)) : Optional.empty();
    }

    private Interest interest(int column) {
        return new Interest(
                ColumnVector.allocate(scan.schema().column(column).type(), 1),
                scan.interests().stream()
                        .filter(interest -> interest.column() == column)
                        .map(interest -> new DynamicFilter(interest.predicate(), scan.schema(), this::column))
                        .toList());
    }

    private ColumnReader column(int position) {
        return readers.computeIfAbsent(position, this::newColumn);
    }

    /// Makes the reader of a column; a predicate that tightens may ask for one in mid-cell.
    private ColumnReader newColumn(int position) {
        ColumnReader reader = new ColumnReader(scan.schema().column(position), pins, counts);
        if (segment >= 0) {
            SegmentMorsel.Cell cell = cells.get(nextCell - 1);
            reader.enter(scan.segment(segment), segment);
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
        strip.clear();
        given = 0;
        thin.ifPresent(ThinBlocks::clear);
        for (DynamicFilter dynamic : dynamics) {
            dynamic.judgeAnew();
        }
    }

    @Override
    public boolean next(Batch out) {
        return thin.isPresent() ? nextOfThin(thin.get(), out) : nextBlock(out);
    }

    /// Gives the rows of thin blocks up to the next block that is none, or that block. Sparse ones have a batch of
    /// their
    /// own where several follow each other.
    private boolean nextOfThin(ThinBlocks together, Batch out) {
        while (!together.isFull() && (given < strip.blocks() || readBlocks())) {
            if (!strip.isThin(given) || gathered.isPresent() && strip.sparseBlocks(given) > 1) {
                if (together.isEmpty()) {
                    return nextBlock(out);
                }
                break;
            }
            together.add(strip, given);
            given++;
        }
        if (together.isEmpty()) {
            return false;
        }
        together.give(out);
        return true;
    }

    private boolean nextBlock(Batch out) {
        if (given == strip.blocks() && !readBlocks()) {
            return false;
        }
        int sparse = gathered.isPresent() ? strip.sparseBlocks(given) : 0;
        if (sparse > 1) {
            gathered.get().fill(strip, given, given + sparse, out);
            given += sparse;
            return true;
        }
        strip.describe(given, out);
        for (int i = 0; i < outputs.length; i++) {
            out.setColumn(i, strip.pick(i, given));
        }
        given++;
        return true;
    }

    /// Fills the strip anew: with one block, or sparse ones of a cell and at most one other behind them.
    private boolean readBlocks() {
        strip.clear();
        given = 0;
        while (strip.blocks() == 0) {
            if (row >= end && !enterNextCell()) {
                counts.tell(scan.counters());
                return false;
            }
            do {
                readBlock();
            } while (gathered.isPresent() && row < end && !strip.isFull() && strip.endsSparse());
        }
        return true;
    }

    @Override
    public boolean givesStrips() {
        return true;
    }

    @Override
    public Optional<Strip> nextStrip() {
        strip.clear();
        while (strip.blocks() == 0) {
            if (row >= end && !enterNextCell()) {
                counts.tell(scan.counters());
                return Optional.empty();
            }
            while (row < end && !strip.isFull()) {
                readBlock();
            }
        }
        return Optional.of(strip);
    }

    private boolean enterNextCell() {
        if (nextCell == cells.size()) {
            return false;
        }
        SegmentMorsel.Cell cell = cells.get(nextCell++);
        if (cell.segment() != segment) {
            segment = cell.segment();
            OpenSegment opened = scan.segment(segment);
            readers.values().forEach(reader -> reader.enter(opened, segment));
            found = scan.rows(segment);
            deleted = scan.deleted(segment);
        }
        boolean byPlace = found.isPresent() || !deleted.isEmpty();
        groupStart = byPlace ? scan.segment(segment).footer().firstRow(cell.rowGroup()) : 0;
        for (ColumnReader reader : readers.values()) {
            reader.enterCell(cell.rowGroup(), cell.runEnd());
        }
        filters.forEach(FilterState::forget);
        for (DynamicFilter dynamic : dynamics) {
            dynamic.forget();
        }
        for (Interest interest : interests) {
            interest.forget();
        }
        if (filters.size() > 1) {
            filters.sort(Comparator.comparingDouble(FilterState::rank));
        }
        row = cell.firstRow();
        end = cell.firstRow() + cell.rows();
        return true;
    }

    /// Adds what is left of the next block to the strip, if anything is.
    private void readBlock() {
        int first = row;
        int rows = Math.min(ColumnVector.BATCH_ROWS, end - row);
        row += rows;
        int marked = startMask(first, rows);
        if (marked == 0) {
            counts.blocksSkipped++;
            return;
        }
        boolean narrowed = marked < rows;
        for (int i = 0; i < filters.size(); i++) {
            if (found.isPresent() && filters.get(i).isSatisfied()) {
                continue;
            }
            switch (narrow(filters.get(i), first, rows)) {
                case NONE -> {
                    counts.blocksSkipped++;
                    return;
                }
                case SOME -> narrowed = true;
                case ALL -> {}
            }
        }
        for (DynamicFilter dynamic : dynamics) {
            switch (dynamic.state().map(state -> narrow(state, first, rows)).orElse(ColumnFilter.Verdict.ALL)) {
                case NONE -> {
                    counts.blocksSkipped++;
                    return;
                }
                case SOME -> narrowed = true;
                case ALL -> {}
            }
        }
        int selected = narrowed ? BitmapKernels.count(mask, WORDS) : rows;
        counts.rowsScanned += rows;
        counts.rowsDelivered += selected;
        strip.add(first, rows, selected, mask);
    }

    /// Marks the rows of a block to look at, and answers how many there are.
    private int startMask(int first, int rows) {
        Arrays.fill(mask, 0);
        int marked = rows;
        if (found.isPresent()) {
            marked = found.get().mark(groupStart + first, rows, mask);
        } else {
            BitmapKernels.setRange(mask, 0, rows);
        }
        return deleted.isEmpty() ? marked : marked - deleted.clear(groupStart + first, rows, mask);
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
        pins.endAll();
        counts.tell(scan.counters());
    }
}
