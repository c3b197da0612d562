package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ScalarType;

/// The predicates of a scan on the virtual column `_healpix_29`. They prune by the zone maps of
/// positions and are not evaluated row by row.
record SkyPruning(int raId, int decId, List<ColumnFilter> filters) {
    static SkyPruning of(TableSchema schema, ScanRequest request) {
        List<ColumnFilter> filters = new ArrayList<>();
        for (ColumnPredicate predicate : request.predicates()) {
            if (HealpixColumn.isAt(schema, predicate.column())) {
                FilterCompiler.compile(predicate, ScalarType.BIGINT).ifPresent(filters::add);
            }
        }
        return schema.layout().clustering() instanceof Clustering.BySky(int ra, int dec)
                ? new SkyPruning(ra, dec, filters)
                : new SkyPruning(-1, -1, List.of());
    }

    /// Answers the stretches of 16,384 rows (bit i: stretch i) of a row group that may hold a row.
    int survivors(SegmentFooter footer, int rowGroup, int stretches) {
        int all = (1 << stretches) - 1;
        boolean known = !filters.isEmpty()
                && footer.sky().isPresent()
                && footer.sky().get().raId() == raId
                && footer.sky().get().decId() == decId;
        if (!known) {
            return all;
        }
        ZoneMaps.LongZones zones = footer.sky().get().zones();
        int rows = footer.rowGroupRows()[rowGroup];
        if (!mayHold(zones, zones.entries() - footer.rowGroups() + rowGroup, rows)) {
            return 0;
        }
        int first = 0;
        for (int g = 0; g < rowGroup; g++) {
            first += SkyZones.stretches(footer.rowGroupRows()[g]);
        }
        int alive = 0;
        for (int s = 0; s < stretches; s++) {
            int stretchRows = Math.min(SegmentFormat.PAGE_ROWS, rows - s * SegmentFormat.PAGE_ROWS);
            if (mayHold(zones, first + s, stretchRows)) {
                alive |= 1 << s;
            }
        }
        return alive;
    }

    private boolean mayHold(ZoneMaps.LongZones zones, int entry, int rows) {
        if (zones.bounded()[entry] == SkyZones.STRAYS) {
            return true;
        }
        return filters.stream().allMatch(filter -> filter.zone(zones, entry, rows) != ColumnFilter.Verdict.NONE);
    }
}
