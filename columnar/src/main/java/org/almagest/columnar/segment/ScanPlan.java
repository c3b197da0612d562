package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.RowTotals;
import org.almagest.columnar.scan.Sample;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.schema.PlaceColumn;
import org.almagest.columnar.schema.TableSchema;

/// Which cells of which segments a scan reads: prunes segments by their descriptions, then row
/// groups, then pages by their zone maps, then by Bloom filters. A segment that is pruned whole is not opened. Where
/// totals
/// are asked for, rows of which zone maps say all are not read either.
final class ScanPlan {
    /// The most cells of a morsel.
    private static final int MORSEL_CELLS = 8;

    /// A filter and the position of its column in the schema.
    record PlannedFilter(int column, ColumnFilter filter) {}

    private final TableSchema schema;
    private final List<PlannedFilter> filters;
    private final SkyPruning sky;
    private final int usedColumns;
    private final Optional<ZoneTotals> totals;
    private final List<BloomProbe> probes;
    private final Optional<Sample> sample;
    private final Optional<IndexLookup> lookup;
    private final List<DeletedRows> deleted;
    private final Map<Integer, RowSet> found = new HashMap<>();
    private final List<SegmentMorsel> morsels = new ArrayList<>();
    private final List<SegmentMorsel.Cell> cells = new ArrayList<>();
    private long rowGroups;
    private long rowGroupsPruned;
    private long pagesPlanned;
    private long pagesPruned;
    private long pagesAnswered;
    private long pagesRefused;

    private ScanPlan(
            TableSchema schema,
            List<PlannedFilter> filters,
            SkyPruning sky,
            int usedColumns,
            Optional<ZoneTotals> totals,
            List<BloomProbe> probes,
            Optional<Sample> sample,
            Optional<IndexLookup> lookup,
            List<DeletedRows> deleted) {
        this.deleted = deleted;
        this.schema = schema;
        this.filters = filters;
        this.sky = sky;
        this.usedColumns = usedColumns;
        this.totals = totals;
        this.probes = probes;
        this.sample = sample;
        this.lookup = lookup;
    }

    static ScanPlan of(
            TableSchema schema,
            List<SegmentFile> segments,
            ScanRequest request,
            List<PlannedFilter> filters,
            Optional<IndexLookup> lookup,
            List<DeletedRows> deleted) {
        TreeSet<Integer> used = new TreeSet<>(request.columns());
        filters.forEach(filter -> used.add(filter.column()));
        ScanPlan plan = new ScanPlan(
                schema,
                filters,
                SkyPruning.of(schema, request),
                used.size(),
                lookup.isPresent() ? Optional.empty() : ZoneTotals.of(schema, request, filters),
                probes(schema, request),
                request.sample(),
                lookup,
                deleted);
        for (int s = 0; s < segments.size(); s++) {
            plan.addSegment(segments.get(s), s);
        }
        plan.endMorsel();
        return plan;
    }

    List<SegmentMorsel> morsels() {
        return morsels;
    }

    long rowGroups() {
        return rowGroups;
    }

    long rowGroupsPruned() {
        return rowGroupsPruned;
    }

    long pagesPlanned() {
        return pagesPlanned;
    }

    long pagesPruned() {
        return pagesPruned;
    }

    long pagesRefused() {
        return pagesRefused;
    }

    long pagesAnswered() {
        return pagesAnswered;
    }

    long rowsAnswered() {
        return totals.map(ZoneTotals::rows).orElse(0L);
    }

    List<RowTotals> totals() {
        return totals.map(ZoneTotals::totals).orElse(List.of());
    }

    /// Answers what Bloom filters are asked for: none where no column of the table has some.
    static List<BloomProbe> probes(TableSchema schema, ScanRequest request) {
        List<BloomProbe> probes = new ArrayList<>();
        for (ColumnPredicate predicate : request.predicates()) {
            if (!HealpixColumn.isAt(schema, predicate.column())) {
                ColumnDefinition column = schema.column(predicate.column());
                if (schema.layout().bloom().contains(column.id())) {
                    BloomProbe.of(predicate, column).ifPresent(probes::add);
                }
            }
        }
        return probes;
    }

    private void addSegment(SegmentFile file, int segment) {
        int rows = Math.toIntExact(file.description().rows());
        for (PlannedFilter planned : filters) {
            ColumnDefinition column = schema.column(planned.column());
            ZoneMaps zones = SegmentStatistics.zones(column, file.description());
            if (planned.filter().zone(zones, 0, rows) == ColumnFilter.Verdict.NONE) {
                rowGroups += rowGroupsOf(rows);
                rowGroupsPruned += rowGroupsOf(rows);
                pagesPruned += (long) cellsOf(rows) * usedColumns;
                return;
            }
        }
        if (totals.isPresent()
                && deleted.get(segment).isEmpty()
                && totals.get().isCounted(file.description())
                && totals.get().take(rows, column -> ZoneEntry.ofSegment(schema.column(column), file.description()))) {
            rowGroups += rowGroupsOf(rows);
            pagesAnswered += (long) cellsOf(rows) * usedColumns;
            return;
        }
        OpenSegment opened = file.open();
        SegmentFooter footer = opened.footer();
        rowGroups += footer.rowGroups();
        if (lookup.isPresent() && lookup.get().covers(segment)) {
            RowSet rowSet = lookup.get().rows(segment);
            found.put(segment, rowSet);
            addFound(footer, segment, rowSet);
            return;
        }
        for (int g = 0; g < footer.rowGroups(); g++) {
            addRowGroup(opened, segment, g);
        }
    }

    /// Answers the rows of a segment that an index has found; empty where all are read.
    Optional<RowSet> rows(int segment) {
        return Optional.ofNullable(found.get(segment));
    }

    /// Adds the cells in which rows were found.
    private void addFound(SegmentFooter footer, int segment, RowSet rowSet) {
        int start = 0;
        for (int g = 0; g < footer.rowGroups(); g++) {
            int rows = footer.rowGroupRows()[g];
            long planned = pagesPlanned;
            int next = rowSet.nextFrom(start);
            while (next - start < rows && next != RowSet.NONE) {
                int first = (next - start) / SegmentFormat.PAGE_ROWS * SegmentFormat.PAGE_ROWS;
                int cellRows = Math.min(SegmentFormat.PAGE_ROWS, rows - first);
                pagesPlanned += usedColumns;
                cells.add(new SegmentMorsel.Cell(segment, g, first, cellRows, first + cellRows));
                if (cells.size() == MORSEL_CELLS) {
                    endMorsel();
                }
                next = rowSet.nextFrom(start + first + cellRows);
            }
            rowGroupsPruned += planned == pagesPlanned ? 1 : 0;
            pagesPruned += (long) cellsOf(rows) * usedColumns - (pagesPlanned - planned);
            start += rows;
        }
    }

    private static int rowGroupsOf(int rows) {
        return (rows + SegmentFormat.ROW_GROUP_ROWS - 1) / SegmentFormat.ROW_GROUP_ROWS;
    }

    private static int cellsOf(int rows) {
        return (rows + SegmentFormat.PAGE_ROWS - 1) / SegmentFormat.PAGE_ROWS;
    }

    private void addRowGroup(OpenSegment opened, int segment, int rowGroup) {
        int rows = opened.footer().rowGroupRows()[rowGroup];
        int cellCount = cellsOf(rows);
        int alive = sky.survivors(opened.footer(), rowGroup, cellCount)
                & sampled(segment, rowGroup, cellCount)
                & inhabited(opened.footer(), segment, rowGroup);
        for (int f = 0; alive != 0 && f < filters.size(); f++) {
            alive &= survivors(opened, filters.get(f), rowGroup, rows);
        }
        int afterZones = alive;
        for (int p = 0; alive != 0 && p < probes.size(); p++) {
            BloomProbe probe = probes.get(p);
            alive = probe.survivors(opened, schema.column(probe.column()), rowGroup, alive);
        }
        pagesRefused += (long) Integer.bitCount(afterZones & ~alive) * usedColumns;
        pagesPruned += (long) (cellCount - Integer.bitCount(alive)) * usedColumns;
        if (alive == 0) {
            rowGroupsPruned += afterZones == 0 ? 1 : 0;
            return;
        }
        int left = alive & ~answered(opened, segment, rowGroup, rows, alive);
        for (int c = 0; c < cellCount; c++) {
            if ((left >>> c & 1) == 0) {
                continue;
            }
            int runCells = Integer.numberOfTrailingZeros(~(left >>> c));
            int first = c * SegmentFormat.PAGE_ROWS;
            int runEnd = Math.min(rows, (c + runCells) * SegmentFormat.PAGE_ROWS);
            int cellRows = Math.min(SegmentFormat.PAGE_ROWS, rows - first);
            pagesPlanned += usedColumns;
            cells.add(new SegmentMorsel.Cell(segment, rowGroup, first, cellRows, runEnd));
            if (cells.size() == MORSEL_CELLS) {
                endMorsel();
            }
        }
    }

    /// Answers the cells of a row group (bit i: cell i) that the sample takes.
    private int sampled(int segment, int rowGroup, int cellCount) {
        int all = (1 << cellCount) - 1;
        if (sample.isEmpty()) {
            return all;
        }
        int taken = 0;
        for (int c = 0; c < cellCount; c++) {
            taken |= sample.get().takes(segment, (long) rowGroup * Integer.SIZE + c) ? 1 << c : 0;
        }
        return taken;
    }

    /// Answers the cells of a row group (bit i: cell i) that have a row that is not deleted.
    private int inhabited(SegmentFooter footer, int segment, int rowGroup) {
        int rows = footer.rowGroupRows()[rowGroup];
        int inhabited = (1 << cellsOf(rows)) - 1;
        DeletedRows gone = deleted.get(segment);
        if (gone.isEmpty()) {
            return inhabited;
        }
        for (int first = 0; first < rows; first += SegmentFormat.PAGE_ROWS) {
            int count = Math.min(SegmentFormat.PAGE_ROWS, rows - first);
            if (gone.countIn(footer.firstRow(rowGroup) + first, count) == count) {
                inhabited &= ~(1 << first / SegmentFormat.PAGE_ROWS);
            }
        }
        return inhabited;
    }

    /// Answers the cells among those alive of which zone maps say all that is asked.
    private int answered(OpenSegment opened, int segment, int rowGroup, int rows, int alive) {
        if (totals.isEmpty()) {
            return 0;
        }
        int start = opened.footer().firstRow(rowGroup);
        DeletedRows gone = deleted.get(segment);
        boolean complete = gone.isEmpty() || !gone.anyIn(start, rows);
        if (complete
                && totals.get().take(rows, column -> ZoneEntry.ofRowGroup(schema.column(column), opened, rowGroup))) {
            pagesAnswered += (long) Integer.bitCount(alive) * usedColumns;
            return alive;
        }
        int answered = 0;
        for (int left = alive; left != 0; left &= left - 1) {
            int first = Integer.numberOfTrailingZeros(left) * SegmentFormat.PAGE_ROWS;
            int count = Math.min(SegmentFormat.PAGE_ROWS, rows - first);
            if (!complete && gone.anyIn(start + first, count)) {
                continue;
            }
            if (totals.get()
                    .take(count, column -> ZoneEntry.ofCell(schema.column(column), opened, rowGroup, first, count))) {
                answered |= Integer.lowestOneBit(left);
                pagesAnswered += usedColumns;
            }
        }
        return answered;
    }

    private void endMorsel() {
        if (!cells.isEmpty()) {
            morsels.add(new SegmentMorsel(morsels.size(), cells));
            cells.clear();
        }
    }

    /// Answers the cells of a row group (bit i: cell i) in which some row may satisfy a filter.
    private int survivors(OpenSegment opened, PlannedFilter planned, int rowGroup, int rows) {
        int all = (1 << cellsOf(rows)) - 1;
        ColumnFilter filter = planned.filter();
        OptionalInt position = opened.position(schema.column(planned.column()).id());
        if (position.isEmpty()) {
            ZoneEntry entry = ZoneEntry.ofAbsent(schema.column(planned.column()), rows);
            return entry.judge(filter) == ColumnFilter.Verdict.NONE ? 0 : all;
        }
        PageDirectory directory = opened.footer().directories().get(position.getAsInt());
        ZoneMaps zones = opened.footer().zones().get(position.getAsInt());
        if (filter.zone(zones, directory.pages() + rowGroup, rows) == ColumnFilter.Verdict.NONE) {
            return 0;
        }
        int alive = 0;
        for (int p = directory.chunkStart()[rowGroup]; p < directory.chunkStart()[rowGroup + 1]; p++) {
            if (filter.zone(zones, p, directory.rows()[p]) != ColumnFilter.Verdict.NONE) {
                alive |= 1 << directory.firstRow()[p] / SegmentFormat.PAGE_ROWS;
            }
        }
        return alive;
    }

    /// Makes filters of the predicates that this scan can evaluate; the others are left to others.
    static List<Optional<PlannedFilter>> compile(TableSchema schema, ScanRequest request) {
        List<Optional<PlannedFilter>> filters = new ArrayList<>();
        for (var predicate : request.predicates()) {
            int column = predicate.column();
            if (HealpixColumn.isAt(schema, column) || PlaceColumn.isAt(schema, column)) {
                filters.add(Optional.empty());
                continue;
            }
            filters.add(FilterCompiler.compile(predicate, schema.column(column).type())
                    .map(filter -> new PlannedFilter(column, filter)));
        }
        return filters;
    }
}
