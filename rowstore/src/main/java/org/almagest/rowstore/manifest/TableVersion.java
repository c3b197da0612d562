package org.almagest.rowstore.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.PlaceColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.DeletedRows;
import org.almagest.columnar.segment.RowPlaces;
import org.almagest.rowstore.delta.DeltaView;

/// A table as of one commit: segments in the order of the rows, then the delta. Immutable.
///
/// @param id never used again for another table
/// @param schemaName the SQL schema that it stands in
/// @param createdLsn the commit that made the table
/// @param deltaLsn the commit that made the delta's present memory: creation, or the last flush
/// @param indexes in the order of their creation
/// @param deletedLsn the last commit that deleted rows, as far as this process knows; a manifest does not tell
/// @param groups columns whose combinations were counted; those of columns that are gone go with them
public record TableVersion(
        int id,
        String schemaName,
        String name,
        TableSchema schema,
        long createdLsn,
        List<StoredSegment> segments,
        DeltaView delta,
        long deltaLsn,
        List<TableIndex> indexes,
        long deletedLsn,
        List<ColumnGroup> groups) {
    public TableVersion {
        segments = List.copyOf(segments);
        indexes = List.copyOf(indexes);
        groups = groups.stream().filter(group -> group.fits(schema)).toList();
    }

    /// Makes a table without indexes.
    public TableVersion(
            int id,
            String schemaName,
            String name,
            TableSchema schema,
            long createdLsn,
            List<StoredSegment> segments,
            DeltaView delta,
            long deltaLsn) {
        this(id, schemaName, name, schema, createdLsn, segments, delta, deltaLsn, List.of(), 0, List.of());
    }

    /// Answers every file of the table: its segments, and the runs of its indexes.
    public List<StoredSegment> files() {
        List<StoredSegment> files = new ArrayList<>(segments);
        indexes.forEach(index -> files.addAll(index.runs().values()));
        return files;
    }

    public Optional<TableIndex> index(String indexName) {
        return indexes.stream().filter(index -> index.name().equals(indexName)).findFirst();
    }

    public TableVersion withIndexes(List<TableIndex> others) {
        return new TableVersion(
                id, schemaName, name, schema, createdLsn, segments, delta, deltaLsn, others, deletedLsn, groups);
    }

    /// Answers the table with an index, new or in the place of the one of its name.
    public TableVersion withIndex(TableIndex index) {
        List<TableIndex> changed = new ArrayList<>(indexes);
        changed.replaceAll(each -> each.name().equals(index.name()) ? index : each);
        if (index(index.name()).isEmpty()) {
            changed.add(index);
        }
        return withIndexes(changed);
    }

    public TableVersion withoutIndex(String indexName) {
        return withIndexes(indexes.stream()
                .filter(index -> !index.name().equals(indexName))
                .toList());
    }

    /// Answers the table with what was counted of some columns, in the place of what was before.
    public TableVersion withGroup(ColumnGroup group) {
        List<ColumnGroup> changed = new ArrayList<>(groups);
        changed.removeIf(each -> each.columnIds().equals(group.columnIds()));
        changed.add(group);
        return new TableVersion(
                id, schemaName, name, schema, createdLsn, segments, delta, deltaLsn, indexes, deletedLsn, changed);
    }

    public ObjectName objectName() {
        return new ObjectName(schemaName, name);
    }

    /// Answers the number of rows in segments and delta, without those that are deleted.
    public long rowCount() {
        long rows = delta.liveRows();
        for (StoredSegment segment : segments) {
            rows += segment.liveRows();
        }
        return rows;
    }

    /// Answers whether another schema has the same columns in the same order, so that rows of the
    /// delta have the same form under both.
    public boolean hasColumnsOf(TableSchema other) {
        boolean same = schema.columnCount() == other.columnCount();
        for (int c = 0; same && c < schema.columnCount(); c++) {
            same = schema.column(c).id() == other.column(c).id()
                    && schema.column(c).type().equals(other.column(c).type());
        }
        return same;
    }

    /// Answers whether rows are deleted that still take room.
    public boolean hasDeletedRows() {
        return !delta.deleted().isEmpty()
                || segments.stream().anyMatch(segment -> !segment.deleted().isEmpty());
    }

    public Optional<StoredSegment> segment(String fileName) {
        return segments.stream()
                .filter(segment -> segment.description().path().equals(fileName))
                .findFirst();
    }

    /// Answers the table without more rows of a segment.
    public TableVersion withDeleted(String fileName, DeletedRows rows) {
        List<StoredSegment> changed = new ArrayList<>(segments);
        changed.replaceAll(segment -> segment.description().path().equals(fileName)
                ? segment.withDeleted(segment.deleted().plus(rows))
                : segment);
        return withSegments(changed);
    }

    /// Answers the places of all rows, and of so many that stand behind those of the delta.
    public RowPlaces allPlaces(long behindDelta) {
        RowPlaces places = new RowPlaces();
        for (int number = 0; number < segments.size(); number++) {
            places.addAll(number, segments.get(number).description().rows());
        }
        places.addAll(PlaceColumn.DELTA, delta.rowCount() + behindDelta);
        return places;
    }

    /// Answers the table without more rows, by their places in it.
    public TableVersion without(RowPlaces places) {
        TableVersion left = this;
        for (var rows : places.bySegment().entrySet()) {
            left = rows.getKey() == PlaceColumn.DELTA
                    ? left.withDelta(
                            left.delta().withDeleted(left.delta().deleted().plus(rows.getValue())))
                    : left.withDeleted(segments.get(rows.getKey()).description().path(), rows.getValue());
        }
        return left;
    }

    /// Answers the table with its last commit that deleted rows.
    public TableVersion withDeletedLsn(long lsn) {
        return new TableVersion(
                id, schemaName, name, schema, createdLsn, segments, delta, deltaLsn, indexes, lsn, groups);
    }

    public TableVersion renamed(ObjectName newName, TableSchema newSchema) {
        return new TableVersion(
                id,
                newName.schema(),
                newName.name(),
                newSchema,
                createdLsn,
                segments,
                delta,
                deltaLsn,
                indexes,
                deletedLsn,
                groups);
    }

    public TableVersion withDelta(DeltaView newDelta) {
        return new TableVersion(
                id, schemaName, name, schema, createdLsn, segments, newDelta, deltaLsn, indexes, deletedLsn, groups);
    }

    /// Answers the table with its delta in other memory since `lsn`.
    public TableVersion withNewDelta(DeltaView newDelta, long lsn) {
        return new TableVersion(
                id, schemaName, name, schema, createdLsn, segments, newDelta, lsn, indexes, deletedLsn, groups);
    }

    public TableVersion plus(StoredSegment segment) {
        List<StoredSegment> longer = new ArrayList<>(segments);
        longer.add(segment);
        return withSegments(longer);
    }

    public TableVersion withSegments(List<StoredSegment> others) {
        return new TableVersion(
                id, schemaName, name, schema, createdLsn, others, delta, deltaLsn, indexes, deletedLsn, groups);
    }
}
