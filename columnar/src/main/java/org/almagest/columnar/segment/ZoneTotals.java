package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.almagest.columnar.scan.RowTotals;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.Value;

/// Adds up rows of which zone maps say all that is asked: every one of them satisfies the filters,
/// or which ones do follows from the number of NULLs. One thread.
final class ZoneTotals {
    private final TableSchema schema;
    private final List<Integer> columns;
    private final List<ScanPlan.PlannedFilter> filters;
    private final long[] values;
    private final long[] nans;
    private final List<ZoneBuilder> bounds = new ArrayList<>();
    private long rows;

    private ZoneTotals(TableSchema schema, List<Integer> columns, List<ScanPlan.PlannedFilter> filters) {
        this.schema = schema;
        this.columns = columns;
        this.filters = filters;
        values = new long[columns.size()];
        nans = new long[columns.size()];
        for (int column : columns) {
            bounds.add(ZoneBuilder.of(type(column).physical(), 1));
        }
    }

    /// Makes the totals of a request; empty where it does not ask for them, or looks at more than
    /// its filters do.
    static Optional<ZoneTotals> of(TableSchema schema, ScanRequest request, List<ScanPlan.PlannedFilter> filters) {
        boolean decided = request.totals()
                && request.dynamics().isEmpty()
                && filters.size() == request.predicates().size();
        return decided ? Optional.of(new ZoneTotals(schema, request.columns(), filters)) : Optional.empty();
    }

    private DataType type(int column) {
        return schema.column(column).type();
    }

    /// Answers whether the description of a segment counts NULL and NaN in the columns to add up, as
    /// its format leaves open.
    boolean isCounted(SegmentDescription segment) {
        return columns.stream()
                .allMatch(column -> segment.column(schema.column(column).id())
                        .map(ColumnSummary::statistics)
                        .map(known -> known.nullCount().isPresent()
                                && (known.nanCount().isPresent()
                                        || !type(column).isFloating()))
                        .orElse(true));
    }

    /// Adds some rows, if the entries that speak of them decide: those of each column are asked for
    /// by its position. Answers whether they do.
    boolean take(int count, IntFunction<List<ZoneEntry>> entries) {
        Optional<ScanPlan.PlannedFilter> byNulls = Optional.empty();
        for (ScanPlan.PlannedFilter planned : filters) {
            boolean all = entries.apply(planned.column()).stream()
                    .allMatch(entry -> entry.judge(planned.filter()) == ColumnFilter.Verdict.ALL);
            if (all) {
                continue;
            }
            boolean counted = planned.filter() instanceof NullFilter
                    && byNulls.isEmpty()
                    && columns.stream().allMatch(column -> column == planned.column());
            if (!counted) {
                return false;
            }
            byNulls = Optional.of(planned);
        }
        int passing = byNulls.map(planned -> passing(planned, count, entries)).orElse(count);
        boolean valuesPass = byNulls.isEmpty() || ((NullFilter) byNulls.get().filter()).negated();
        rows += passing;
        for (int c = 0; valuesPass && c < columns.size(); c++) {
            add(c, entries.apply(columns.get(c)));
        }
        return true;
    }

    /// Answers how many of the rows satisfy a condition on NULLs.
    private static int passing(ScanPlan.PlannedFilter planned, int count, IntFunction<List<ZoneEntry>> entries) {
        int nulls = 0;
        for (ZoneEntry entry : entries.apply(planned.column())) {
            nulls += entry.nulls();
        }
        return ((NullFilter) planned.filter()).negated() ? count - nulls : nulls;
    }

    private void add(int c, List<ZoneEntry> entries) {
        for (ZoneEntry entry : entries) {
            bounds.get(c).merge(0, entry.zones(), entry.index(), ZoneStatistics.flip(type(columns.get(c))));
            values[c] += entry.rows() - entry.nulls();
            nans[c] += entry.zones().nans(entry.index());
        }
    }

    /// Answers how many rows were added, those that do not satisfy a condition on NULLs left out.
    long rows() {
        return rows;
    }

    /// Answers what was added up; empty where that is nothing.
    List<RowTotals> totals() {
        if (rows == 0) {
            return List.of();
        }
        List<RowTotals.Column> all = new ArrayList<>();
        for (int c = 0; c < values.length; c++) {
            DataType type = type(columns.get(c));
            ZoneMaps zones = bounds.get(c).zones();
            Optional<Value> nan = nans[c] > 0 ? Optional.of(Value.of(Double.NaN)) : Optional.empty();
            all.add(new RowTotals.Column(
                    values[c],
                    ZoneStatistics.min(type, zones, 0).or(() -> nan),
                    nan.or(() -> ZoneStatistics.max(type, zones, 0))));
        }
        return List.of(new RowTotals(rows, all));
    }
}
