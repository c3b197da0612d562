package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.ScanSurvey;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.PhysicalType;

/// Counts what a scan would read of segments, by the same zone maps as `ScanPlan`; reads footers alone.
final class SegmentSurvey {
    /// The cells of a row group (bit i: cell i) in which some row may satisfy all filters, and those in
    /// which every row does.
    private record Cells(int alive, int certain) {}

    private final TableSchema schema;
    private final List<ScanPlan.PlannedFilter> filters;
    private final boolean complete;
    private final SkyPruning sky;
    private final List<Integer> columns;
    private final List<BloomProbe> probes;

    /// The values that are left, by the places of `columns` and by the effort of decoding them.
    private final long[][] values;

    private long rows;
    private long rowsLeft;
    private long rowsCertain;
    private long pages;
    private long pagesLeft;
    private long bytes;
    private long bytesLeft;
    private long runs;
    private long bloomFilters;
    private boolean inRun;

    private SegmentSurvey(TableSchema schema, ScanRequest request) {
        this.schema = schema;
        List<Optional<ScanPlan.PlannedFilter>> compiled = ScanPlan.compile(schema, request);
        filters = compiled.stream().flatMap(Optional::stream).toList();
        complete = filters.size() == compiled.size();
        sky = SkyPruning.of(schema, request);
        TreeSet<Integer> used = new TreeSet<>(request.columns());
        filters.forEach(filter -> used.add(filter.column()));
        columns = new ArrayList<>(used);
        probes = ScanPlan.probes(schema, request);
        values = new long[columns.size()][ChunkEfforts.KINDS];
    }

    static ScanSurvey of(TableSchema schema, List<SegmentFile> segments, ScanRequest request) {
        SegmentSurvey survey = new SegmentSurvey(schema, request);
        for (SegmentFile file : segments) {
            OpenSegment opened = file.open();
            for (int g = 0; g < opened.footer().rowGroups(); g++) {
                survey.add(opened, g);
            }
        }
        return new ScanSurvey(
                survey.rows,
                survey.rowsLeft,
                survey.rowsCertain,
                survey.pages,
                survey.pagesLeft,
                survey.bytes,
                survey.bytesLeft,
                survey.runs,
                survey.bloomFilters,
                survey.columns());
    }

    private List<ScanSurvey.Column> columns() {
        List<ScanSurvey.Column> all = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            Map<ScanSurvey.Decoding, Long> counted = new EnumMap<>(ScanSurvey.Decoding.class);
            for (ScanSurvey.Decoding decoding : ScanSurvey.Decoding.values()) {
                if (values[c][decoding.ordinal()] > 0) {
                    counted.put(decoding, values[c][decoding.ordinal()]);
                }
            }
            all.add(new ScanSurvey.Column(columns.get(c), counted));
        }
        return all;
    }

    private void add(OpenSegment opened, int rowGroup) {
        int groupRows = opened.footer().rowGroupRows()[rowGroup];
        int cellCount = (groupRows + SegmentFormat.PAGE_ROWS - 1) / SegmentFormat.PAGE_ROWS;
        int all = (1 << cellCount) - 1;
        int alive = sky.survivors(opened.footer(), rowGroup, cellCount);
        int certain = complete ? all : 0;
        for (ScanPlan.PlannedFilter filter : filters) {
            Cells judged = judge(opened, filter, rowGroup, groupRows, all);
            alive &= judged.alive();
            certain &= judged.certain();
        }
        certain &= alive;
        for (int c = 0; c < cellCount; c++) {
            int cellRows = Math.min(SegmentFormat.PAGE_ROWS, groupRows - c * SegmentFormat.PAGE_ROWS);
            boolean left = (alive >>> c & 1) != 0;
            rowsLeft += left ? cellRows : 0;
            rowsCertain += (certain >>> c & 1) != 0 ? cellRows : 0;
            runs += left && !inRun ? 1 : 0;
            inRun = left;
        }
        rows += groupRows;
        pages += (long) cellCount * columns.size();
        pagesLeft += (long) Integer.bitCount(alive) * columns.size();
        bloomFilters += alive == 0 ? 0 : probes.size();
        for (int c = 0; c < columns.size(); c++) {
            if (!HealpixColumn.isAt(schema, columns.get(c))) {
                addPages(opened, schema.column(columns.get(c)), rowGroup, alive, all, values[c]);
            }
        }
    }

    private void addPages(
            OpenSegment opened, ColumnDefinition column, int rowGroup, int alive, int all, long[] counted) {
        OptionalInt position = opened.position(column.id());
        if (position.isEmpty()) {
            return;
        }
        ChunkEfforts efforts = opened.efforts(position.getAsInt());
        bytes += efforts.bytes()[rowGroup];
        PageDirectory directory = opened.footer().directories().get(position.getAsInt());
        int first = directory.chunkStart()[rowGroup];
        int last = directory.chunkStart()[rowGroup + 1];
        boolean text = column.type().physical() == PhysicalType.BYTES;
        if (alive == all) {
            bytesLeft += efforts.bytes()[rowGroup];
            for (int kind = 0; kind < ChunkEfforts.KINDS; kind++) {
                counted[kind] += efforts.values()[rowGroup * ChunkEfforts.KINDS + kind];
            }
        } else if (alive != 0) {
            for (int p = first; p < last; p++) {
                if ((alive >>> directory.firstRow()[p] / SegmentFormat.PAGE_ROWS & 1) != 0) {
                    bytesLeft += directory.length()[p];
                    counted[ChunkEfforts.effort(directory.encoding()[p], text)] +=
                            directory.rows()[p];
                }
            }
        }
    }

    private Cells judge(OpenSegment opened, ScanPlan.PlannedFilter planned, int rowGroup, int groupRows, int all) {
        ColumnFilter filter = planned.filter();
        ColumnDefinition column = schema.column(planned.column());
        OptionalInt position = opened.position(column.id());
        if (position.isEmpty()) {
            return cells(ZoneEntry.ofAbsent(column, groupRows).judge(filter), all);
        }
        PageDirectory directory = opened.footer().directories().get(position.getAsInt());
        ZoneMaps zones = opened.footer().zones().get(position.getAsInt());
        ColumnFilter.Verdict ofGroup = filter.zone(zones, directory.pages() + rowGroup, groupRows);
        if (ofGroup != ColumnFilter.Verdict.SOME) {
            return cells(ofGroup, all);
        }
        int alive = 0;
        int certain = all;
        for (int p = directory.chunkStart()[rowGroup]; p < directory.chunkStart()[rowGroup + 1]; p++) {
            int cell = 1 << directory.firstRow()[p] / SegmentFormat.PAGE_ROWS;
            ColumnFilter.Verdict verdict = filter.zone(zones, p, directory.rows()[p]);
            alive |= verdict == ColumnFilter.Verdict.NONE ? 0 : cell;
            certain &= verdict == ColumnFilter.Verdict.ALL ? all : ~cell;
        }
        return new Cells(alive, certain);
    }

    private static Cells cells(ColumnFilter.Verdict verdict, int all) {
        return switch (verdict) {
            case NONE -> new Cells(0, 0);
            case SOME -> new Cells(all, 0);
            case ALL -> new Cells(all, all);
        };
    }
}
