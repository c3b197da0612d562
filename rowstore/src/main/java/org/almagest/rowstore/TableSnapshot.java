package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Combinations;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.scan.IndexSurvey;
import org.almagest.columnar.scan.RowSample;
import org.almagest.columnar.scan.SampledTable;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.ScanSurvey;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.PlaceColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.columnar.segment.SegmentIndex;
import org.almagest.columnar.segment.SegmentTable;
import org.almagest.rowstore.delta.DeltaScannable;
import org.almagest.rowstore.manifest.StoredSegment;
import org.almagest.rowstore.manifest.TableIndex;
import org.almagest.rowstore.manifest.TableVersion;

/// A table in one snapshot: its segments in order, then its delta. Scans must be closed before the
/// snapshot is.
public final class TableSnapshot implements Scannable {
    private final TableVersion version;
    private final List<SegmentFile> segments;
    private final List<Scannable> parts;
    private final TableStatistics statistics;
    private final SegmentTable stored;
    private final List<SegmentIndex> indexes;
    private final Optional<RowSample> sample;
    private final VersionMark mark;

    TableSnapshot(
            TableVersion version,
            List<SegmentFile> segments,
            List<SegmentIndex> indexes,
            Optional<RowSample> sample,
            TableStatistics statistics) {
        this(version, new VersionMark(version), segments, indexes, sample, statistics);
    }

    private TableSnapshot(
            TableVersion version,
            VersionMark mark,
            List<SegmentFile> segments,
            List<SegmentIndex> indexes,
            Optional<RowSample> sample,
            TableStatistics statistics) {
        this.version = version;
        this.mark = mark;
        this.sample = sample;
        this.statistics = statistics;
        this.segments = List.copyOf(segments);
        List<Scannable> present = new ArrayList<>();
        stored = new SegmentTable(
                version.name(),
                version.schema(),
                segments,
                indexes,
                version.segments().stream().map(StoredSegment::deleted).toList());
        this.indexes = List.copyOf(indexes);
        if (!segments.isEmpty()) {
            present.add(stored);
        }
        if (!version.delta().isEmpty() || present.isEmpty()) {
            present.add(new DeltaScannable(version.name(), version.schema(), version.delta()));
        }
        this.parts = List.copyOf(present);
    }

    /// Answers the id that no other table has had.
    public int id() {
        return version.id();
    }

    public String name() {
        return version.name();
    }

    /// Answers the name with the SQL schema.
    public ObjectName objectName() {
        return version.objectName();
    }

    /// Answers the SQL schema that the table stands in.
    public String schemaName() {
        return version.schemaName();
    }

    /// Answers the segments, for what they say of their storage.
    public List<SegmentFile> segments() {
        return segments;
    }

    /// Answers how many rows are in the delta.
    public long deltaRows() {
        return version.delta().liveRows();
    }

    /// Answers how many rows are deleted and still take room.
    public long deletedRows() {
        long rows = version.delta().deleted().count();
        for (StoredSegment segment : version.segments()) {
            rows += segment.deleted().count();
        }
        return rows;
    }

    /// Answers how many rows of a segment, by its place among `segments()`, are deleted.
    public long deletedRows(int segment) {
        return version.segments().get(segment).deleted().count();
    }

    /// Answers the same rows with a `PlaceColumn` behind the columns, for who is going to change them.
    public TableSnapshot withPlaces() {
        TableVersion placed = version.renamed(version.objectName(), PlaceColumn.behind(version.schema()));
        return new TableSnapshot(placed, mark, segments, indexes, Optional.empty(), new TableStatistics(placed));
    }

    /// Answers what tells this version of the table from others.
    public VersionMark mark() {
        return mark;
    }

    /// Answers how much memory the delta's rows take.
    public long deltaBytes() {
        return version.delta().byteCount();
    }

    @Override
    public String describe() {
        return "table " + version.name();
    }

    @Override
    public TableSchema schema() {
        return version.schema();
    }

    @Override
    public OptionalLong rowCount() {
        return OptionalLong.of(version.rowCount());
    }

    @Override
    public Optional<ColumnStatistics> statistics(int column) {
        return statistics.column(column, c -> UnionStatistics.of(parts, storedRows(), c));
    }

    private List<Long> storedRows() {
        long inSegments = segments.stream()
                .mapToLong(segment -> segment.description().rows())
                .sum();
        long inDelta = version.delta().rowCount();
        return segments.isEmpty() ? List.of(inDelta) : List.of(inSegments, inDelta);
    }

    /// The delta is small beside segments.
    @Override
    public OptionalDouble pageSpread(int column) {
        return statistics.pageSpread(column, parts.getFirst()::pageSpread);
    }

    @Override
    public OptionalDouble pageOverlap(int column) {
        return statistics.pageOverlap(column, parts.getFirst()::pageOverlap);
    }

    /// Rows of segments and rows of the delta may share values.
    @Override
    public boolean isUnique(int column) {
        return parts.size() == 1
                && statistics.isUnique(column, c -> parts.getFirst().isUnique(c));
    }

    @Override
    public List<IndexDescription> indexes() {
        return stored.indexes();
    }

    /// Answers the indexes whose keys no two rows may have in common.
    public List<IndexDescription> uniqueIndexes() {
        return indexes().stream().filter(this::isUnique).toList();
    }

    /// Answers whether no two rows may have the same keys of an index.
    public boolean isUnique(IndexDescription index) {
        return version.index(index.name()).filter(TableIndex::unique).isPresent();
    }

    /// Answers the index that holds the table to its primary key.
    public Optional<IndexDescription> primaryKey() {
        return indexes().stream().filter(this::isPrimary).findFirst();
    }

    /// Answers whether the keys of an index are the primary key.
    public boolean isPrimary(IndexDescription index) {
        return version.index(index.name()).filter(TableIndex::primary).isPresent();
    }

    /// Rows of the delta have no entries.
    @Override
    public Optional<IndexSurvey> surveyIndex(String index, List<ColumnPredicate> predicates) {
        return stored.surveyIndex(index, predicates);
    }

    @Override
    public OptionalLong rowsAround(String index, List<ColumnPredicate> predicates) {
        return stored.rowsAround(index, predicates);
    }

    @Override
    public Answer answer(ColumnPredicate predicate) {
        boolean exact = parts.stream().allMatch(part -> part.answer(predicate) == Answer.EXACT);
        return exact ? Answer.EXACT : Answer.PRUNED;
    }

    @Override
    public boolean samplesPages() {
        return true;
    }

    @Override
    public Optional<RowSample> rowSample() {
        return sample;
    }

    @Override
    public List<Combinations> combinations() {
        return version.groups().stream()
                .map(group -> new Combinations(
                        group.columnIds().stream()
                                .map(version.schema()::positionOfId)
                                .collect(Collectors.toSet()),
                        group.combinations(),
                        group.rows()))
                .toList();
    }

    /// Of the delta nothing is known but how many rows it has.
    @Override
    public Optional<ScanSurvey> survey(ScanRequest request) {
        return parts.stream()
                .map(part -> part.survey(request)
                        .orElseGet(() -> ScanSurvey.unknown(part.rowCount().orElse(0))))
                .reduce(ScanSurvey::plus);
    }

    /// The delta has no pages to sample; blocks of its rows are.
    @Override
    public Scan scan(ScanRequest request) {
        List<Scannable> sampled = request.sample()
                .map(sample -> parts.stream()
                        .<Scannable>map(part -> part.samplesPages() ? part : new SampledTable(part, sample))
                        .toList())
                .orElse(parts);
        return sampled.size() == 1 ? sampled.getFirst().scan(request) : UnionScan.open(sampled, request);
    }
}
