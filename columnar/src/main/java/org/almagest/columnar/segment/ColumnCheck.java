package org.almagest.columnar.segment;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.Fault;
import org.almagest.columnar.kernel.ZoneKernels;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.Pin;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.vector.ColumnVector;

/// Verifies one column of a segment. Pages are read as a scan reads them, put together again as a
/// load has them, and their zone maps made anew. One thread.
final class ColumnCheck {
    private final SegmentDescription description;
    private final OpenSegment segment;
    private final int position;
    private final ColumnDefinition column;
    private final PageDirectory directory;
    private final ZoneMaps zones;
    private final MemoryBudget budget;
    private final List<Fault> faults;
    private ColumnReader reader;

    ColumnCheck(
            SegmentDescription description,
            OpenSegment segment,
            int position,
            MemoryBudget budget,
            List<Fault> faults) {
        this.description = description;
        this.segment = segment;
        this.position = position;
        this.budget = budget;
        this.faults = faults;
        column = segment.footer().schema().column(position);
        directory = segment.footer().directories().get(position);
        zones = segment.footer().zones().get(position);
        reader = newReader();
    }

    private ColumnReader newReader() {
        ColumnReader made = new ColumnReader(column, new ReaderPins(), new ReaderCounts());
        made.enter(segment, 0);
        return made;
    }

    void run(BooleanSupplier cancelled) {
        boolean whole = true;
        try (HeapReservation reservation = new HeapReservation(budget, "checking a segment")) {
            ColumnBuffer rows = ColumnBuffer.of(column.type(), reservation);
            ColumnSketcher sketcher =
                    new ColumnSketcher(segment.footer().schema().columnCount(), reservation);
            for (int g = 0; g < directory.rowGroups(); g++) {
                whole &= checkDictionary(g);
                ChunkSketch sketch = new ChunkSketch(column.type(), rowsOf(g));
                try (Pin pin = new Pin()) {
                    Optional<BloomPage> filters = filters(g, pin);
                    for (int p = directory.chunkStart()[g]; p < directory.chunkStart()[g + 1]; p++) {
                        SegmentCheck.stopIf(cancelled);
                        boolean read = checkPage(g, p, rows, sketch);
                        whole &= read;
                        if (read && filters.isPresent()) {
                            checkFilter(g, p, rows, filters.get());
                        }
                    }
                }
                checkRowGroup(g);
                sketcher.add(sketch);
            }
            new SummaryCheck(description, segment, position, faults)
                    .run(whole ? Optional.of(sketcher) : Optional.empty());
        } finally {
            reader.release();
        }
    }

    private int rowsOf(int rowGroup) {
        int rows = 0;
        for (int p = directory.chunkStart()[rowGroup]; p < directory.chunkStart()[rowGroup + 1]; p++) {
            rows += directory.rows()[p];
        }
        return rows;
    }

    private boolean checkDictionary(int rowGroup) {
        if (!directory.hasDictionary(rowGroup)) {
            return true;
        }
        int number = segment.dictionaryNumber(position, rowGroup);
        try (Pin pin = new Pin()) {
            segment.pages().pin(number, number, pin);
            return true;
        } catch (CorruptionException damage) {
            report(damage);
            return false;
        }
    }

    /// Reads the Bloom filters of a row group, where the column has some.
    private Optional<BloomPage> filters(int rowGroup, Pin pin) {
        int index = segment.footer().bloom().indexOf(position);
        if (index < 0) {
            return Optional.empty();
        }
        int number = segment.bloomNumber(index, rowGroup);
        int pages = directory.chunkStart()[rowGroup + 1] - directory.chunkStart()[rowGroup];
        try {
            segment.pages().pin(number, number, pin);
            return Optional.of(BloomPage.open(pin.bytes(), pages, () -> segment.where(number)));
        } catch (CorruptionException damage) {
            report(damage);
            return Optional.empty();
        }
    }

    /// Holds a page's Bloom filter to the one that its values make: it refuses none of them.
    private void checkFilter(int rowGroup, int page, ColumnBuffer rows, BloomPage filters) {
        int inChunk = page - directory.chunkStart()[rowGroup];
        if (!filters.hasFilter(inChunk, BloomPage.filter(rows, 0, rows.rows()))) {
            report(new CorruptionException(
                    segment.where(segment.pageNumber(position, page)),
                    "a Bloom filter of other values",
                    "one of the page's values"));
        }
    }

    private boolean checkPage(int rowGroup, int page, ColumnBuffer rows, ChunkSketch sketch) {
        try {
            rows.clear();
            read(rowGroup, page, rows);
            ZoneMaps actual = ZoneBuilder.of(column.type().physical(), 1).zones();
            actual.nulls()[0] = ZoneKernels.nulls(rows.validity(), 0, rows.rows());
            rows.bounds(actual, 0, 0, rows.rows());
            sketch.add(rows, 0, rows.rows());
            checkOrder(page, rows);
            compare(
                    segment.where(segment.pageNumber(position, page)),
                    ZoneText.of(zones, page),
                    ZoneText.of(actual, 0));
            return true;
        } catch (CorruptionException damage) {
            report(damage);
        } catch (AlmagestException refused) {
            throw refused;
        } catch (RuntimeException undecodable) {
            report(new CorruptionException(
                    segment.where(segment.pageNumber(position, page)),
                    "what cannot be decoded (" + undecodable + ")",
                    "a page of " + column.type().sqlName()));
        }
        reader = newReader();
        return false;
    }

    /// Holds what the footer says of a page's order to its rows.
    private void checkOrder(int page, ColumnBuffer rows) {
        byte stored = segment.footer().sorted().order(position, page);
        if (stored != SortedRows.UNSORTED && SortedRows.orderOf(rows, column.type(), 0, rows.rows()) < stored) {
            report(new CorruptionException(
                    segment.where(segment.pageNumber(position, page)), "rows in another order", "sorted ones"));
        }
    }

    private void read(int rowGroup, int page, ColumnBuffer rows) {
        int first = directory.firstRow()[page];
        int end = first + directory.rows()[page];
        for (int row = first; row < end; row += ColumnVector.BATCH_ROWS) {
            reader.enterCell(rowGroup, end);
            int count = Math.min(ColumnVector.BATCH_ROWS, end - row);
            rows.appendRange(reader.read(row, count), 0, count);
        }
    }

    private void checkRowGroup(int rowGroup) {
        ZoneBuilder total = ZoneBuilder.of(column.type().physical(), 1);
        for (int p = directory.chunkStart()[rowGroup]; p < directory.chunkStart()[rowGroup + 1]; p++) {
            total.merge(0, zones, p, ZoneStatistics.flip(column.type()));
        }
        compare(
                description.path() + ", column " + column.name() + ", row group " + rowGroup,
                ZoneText.of(zones, directory.pages() + rowGroup),
                ZoneText.of(total.zones(), 0));
        checkOrderOfPages(rowGroup);
    }

    /// Holds what the footer says of a row group's order to its pages, which were held to their rows.
    private void checkOrderOfPages(int rowGroup) {
        SortedPages sorted = segment.footer().sorted();
        int entry = directory.pages() + rowGroup;
        if (sorted.order(position, entry) != SortedRows.ASCENDING || !(zones instanceof ZoneMaps.LongZones longs)) {
            return;
        }
        long flip = ZoneStatistics.flip(column.type());
        for (int p = directory.chunkStart()[rowGroup]; p < directory.chunkStart()[rowGroup + 1]; p++) {
            boolean first = p == directory.chunkStart()[rowGroup];
            boolean behind = first || (longs.max()[p - 1] ^ flip) < (longs.min()[p] ^ flip);
            if (!behind || sorted.order(position, p) != SortedRows.ASCENDING) {
                report(new CorruptionException(
                        segment.where(segment.pageNumber(position, p)), "rows in another order", "ascending ones"));
            }
        }
    }

    private void compare(String where, String stored, String actual) {
        if (!stored.equals(actual)) {
            report(new CorruptionException(where, "a zone map of " + stored, actual));
        }
    }

    /// Adds a fault once: a damaged dictionary is met by every page that refers to it.
    private void report(CorruptionException damage) {
        Fault fault = Fault.of(description.path(), damage);
        if (!faults.contains(fault)) {
            faults.add(fault);
        }
    }
}
