package org.almagest.columnar.segment;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.scan.IndexSurvey;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.ScanSurvey;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.schema.PlaceColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;

/// The rows of some segments one behind the other, seen through the schema of their table: columns
/// meet by their stable ids, and one that a segment lacks has there what rows from before it have.
/// Immutable; the segments stay open as long as it is used.
public final class SegmentTable implements Scannable {
    private final String description;
    private final TableSchema schema;
    private final List<SegmentFile> segments;
    private final List<SegmentIndex> indexes;
    private final List<DeletedRows> deleted;

    public SegmentTable(String description, TableSchema schema, List<SegmentFile> segments) {
        this(description, schema, segments, List.of());
    }

    /// Makes a table with indexes, each of which has as many places for runs as there are segments.
    public SegmentTable(
            String description, TableSchema schema, List<SegmentFile> segments, List<SegmentIndex> indexes) {
        this(description, schema, segments, indexes, Collections.nCopies(segments.size(), DeletedRows.NONE));
    }

    /// Makes a table without the deleted rows of each of its segments.
    public SegmentTable(
            String description,
            TableSchema schema,
            List<SegmentFile> segments,
            List<SegmentIndex> indexes,
            List<DeletedRows> deleted) {
        this.deleted = List.copyOf(deleted);
        if (deleted.size() != segments.size()) {
            throw new IllegalArgumentException(deleted.size() + " sets of deleted rows of " + segments.size());
        }
        this.description = description;
        this.schema = schema;
        this.segments = List.copyOf(segments);
        this.indexes = List.copyOf(indexes);
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public TableSchema schema() {
        return schema;
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(
                segments.stream().mapToLong(file -> file.description().rows()).sum()
                        - deleted.stream().mapToLong(DeletedRows::count).sum());
    }

    @Override
    public Optional<ColumnStatistics> statistics(int column) {
        if (PlaceColumn.isAt(schema, column)) {
            return Optional.empty();
        }
        return SegmentStatistics.merge(
                schema.column(column),
                segments.stream().map(SegmentFile::description).toList());
    }

    @Override
    public OptionalDouble pageSpread(int column) {
        return HealpixColumn.isAt(schema, column)
                ? OptionalDouble.empty()
                : PageSpread.of(schema.column(column), segments);
    }

    @Override
    public OptionalDouble pageOverlap(int column) {
        return HealpixColumn.isAt(schema, column)
                ? OptionalDouble.empty()
                : PageOverlap.of(schema.column(column), segments);
    }

    @Override
    public boolean isUnique(int column) {
        return !HealpixColumn.isAt(schema, column) && UniqueColumn.isUnique(schema.column(column), segments);
    }

    @Override
    public Answer answer(ColumnPredicate predicate) {
        if (HealpixColumn.isAt(schema, predicate.column()) || PlaceColumn.isAt(schema, predicate.column())) {
            return Answer.PRUNED;
        }
        DataType type = schema.column(predicate.column()).type();
        return FilterCompiler.compile(predicate, type).isPresent() ? Answer.EXACT : Answer.PRUNED;
    }

    @Override
    public boolean samplesPages() {
        return true;
    }

    @Override
    public List<IndexDescription> indexes() {
        return indexes.stream()
                .map(index -> IndexLookup.describe(schema, index))
                .toList();
    }

    @Override
    public Optional<IndexSurvey> surveyIndex(String index, List<ColumnPredicate> predicates) {
        return named(index).flatMap(each -> IndexRunSurvey.of(schema, each, predicates));
    }

    @Override
    public OptionalLong rowsAround(String index, List<ColumnPredicate> predicates) {
        return named(index)
                .map(each -> IndexRunSurvey.rowsAround(schema, each, predicates))
                .orElse(OptionalLong.empty());
    }

    private Optional<SegmentIndex> named(String index) {
        return indexes.stream().filter(each -> each.name().equals(index)).findFirst();
    }

    @Override
    public Optional<ScanSurvey> survey(ScanRequest request) {
        return Optional.of(SegmentSurvey.of(schema, segments, request));
    }

    @Override
    public Scan scan(ScanRequest request) {
        return SegmentScan.plan(schema, segments, request, IndexLookup.of(schema, indexes, deleted, request), deleted);
    }
}
