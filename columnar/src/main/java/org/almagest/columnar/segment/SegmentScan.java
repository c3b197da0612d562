package org.almagest.columnar.segment;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.ColumnInterest;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.RowTotals;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.schema.TableSchema;

/// A planned scan of segments: the surviving cells are known, morsels are handed out in order.
/// Thread-safe.
final class SegmentScan implements Scan {
    private final TableSchema schema;
    private final List<SegmentFile> segments;
    private final ScanRequest request;
    private final List<Optional<ScanPlan.PlannedFilter>> filters;
    private final List<ScanPlan.PlannedFilter> evaluated;
    private final ScanPlan plan;
    private final AtomicInteger nextMorsel = new AtomicInteger();
    private final ScanCounters counters = new ScanCounters();
    private final ScanReadAhead readAhead;
    private final Optional<IndexLookup> lookup;
    private final List<DeletedRows> deleted;

    private SegmentScan(
            TableSchema schema,
            List<SegmentFile> segments,
            ScanRequest request,
            List<Optional<ScanPlan.PlannedFilter>> filters,
            List<ScanPlan.PlannedFilter> evaluated,
            ScanPlan plan,
            Optional<IndexLookup> lookup,
            List<DeletedRows> deleted) {
        this.lookup = lookup;
        this.deleted = deleted;
        this.schema = schema;
        this.segments = segments;
        this.request = request;
        this.filters = filters;
        this.evaluated = evaluated;
        this.plan = plan;
        readAhead = new ScanReadAhead(this, plan.morsels());
    }

    /// Plans a scan, of rows that are found through an index where there is a `lookup`, which it closes.
    static SegmentScan plan(
            TableSchema schema,
            List<SegmentFile> segments,
            ScanRequest request,
            Optional<IndexLookup> lookup,
            List<DeletedRows> deleted) {
        List<Optional<ScanPlan.PlannedFilter>> filters = ScanPlan.compile(schema, request);
        List<ScanPlan.PlannedFilter> evaluated =
                filters.stream().flatMap(Optional::stream).toList();
        List<SegmentFile> files = lookup.map(found -> found.files(segments)).orElse(segments);
        try {
            ScanPlan plan = ScanPlan.of(schema, files, request, evaluated, lookup, deleted);
            return new SegmentScan(schema, files, request, filters, evaluated, plan, lookup, deleted);
        } catch (RuntimeException | Error failed) {
            lookup.ifPresent(IndexLookup::close);
            throw failed;
        }
    }

    TableSchema schema() {
        return schema;
    }

    List<Integer> columns() {
        return request.columns();
    }

    List<ScanPlan.PlannedFilter> filters() {
        return evaluated;
    }

    /// Answers the rows of a segment that an index has found; empty where all are read.
    Optional<RowSet> rows(int segment) {
        return plan.rows(segment);
    }

    /// Answers the rows of a segment that are not to be seen.
    DeletedRows deleted(int segment) {
        return deleted.get(segment);
    }

    /// Answers, for each of the filters, whether rows that an index has found satisfy it.
    boolean[] satisfied() {
        boolean[] satisfied = new boolean[filters().size()];
        int filter = 0;
        for (int p = 0; p < filters.size(); p++) {
            if (filters.get(p).isPresent()) {
                int predicate = p;
                satisfied[filter++] =
                        lookup.filter(found -> found.satisfies(predicate)).isPresent();
            }
        }
        return satisfied;
    }

    List<DynamicPredicate> dynamics() {
        return request.dynamics();
    }

    /// Answers what is of interest in a column to deliver.
    List<ColumnInterest> interests() {
        return request.interests();
    }

    OpenSegment segment(int index) {
        return segments.get(index).open();
    }

    ScanReadAhead readAhead() {
        return readAhead;
    }

    ScanCounters counters() {
        return counters;
    }

    @Override
    public List<Answer> answers() {
        return filters.stream()
                .map(filter -> filter.isPresent() ? Answer.EXACT : Answer.PRUNED)
                .toList();
    }

    @Override
    public List<RowTotals> totals() {
        return plan.totals();
    }

    @Override
    public OptionalInt morselCount() {
        return OptionalInt.of(plan.morsels().size());
    }

    @Override
    public Optional<? extends Morsel> claim() {
        if (nextMorsel.get() >= plan.morsels().size()) {
            return Optional.empty();
        }
        int index = nextMorsel.getAndIncrement();
        return index < plan.morsels().size() ? Optional.of(plan.morsels().get(index)) : Optional.empty();
    }

    @Override
    public MorselReader reader() {
        return new SegmentMorselReader(this);
    }

    @Override
    public ScanMetrics metrics() {
        return counters.metrics(plan, lookup);
    }

    @Override
    public void close() {
        readAhead.end();
        lookup.ifPresent(IndexLookup::close);
        // Readers hold what a scan holds; pages that they did not release are theirs to release.
    }
}
