package org.almagest.rowstore.manifest;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.rowstore.delta.DeltaView;

/// A table as of one commit: segments in the order of the rows, then the delta. Immutable.
///
/// @param id never used again for another table
/// @param schemaName the SQL schema that it stands in
/// @param createdLsn the commit that made the table
/// @param deltaLsn the commit that made the delta's present memory: creation, or the last flush
public record TableVersion(
        int id,
        String schemaName,
        String name,
        TableSchema schema,
        long createdLsn,
        List<StoredSegment> segments,
        DeltaView delta,
        long deltaLsn) {
    public TableVersion {
        segments = List.copyOf(segments);
    }

    public ObjectName objectName() {
        return new ObjectName(schemaName, name);
    }

    /// Answers the number of rows in segments and delta.
    public long rowCount() {
        long rows = delta.rowCount();
        for (StoredSegment segment : segments) {
            rows += segment.description().rows();
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

    public TableVersion renamed(ObjectName newName, TableSchema newSchema) {
        return new TableVersion(id, newName.schema(), newName.name(), newSchema, createdLsn, segments, delta, deltaLsn);
    }

    public TableVersion withDelta(DeltaView newDelta) {
        return new TableVersion(id, schemaName, name, schema, createdLsn, segments, newDelta, deltaLsn);
    }

    /// Answers the table with its delta in other memory since `lsn`.
    public TableVersion withNewDelta(DeltaView newDelta, long lsn) {
        return new TableVersion(id, schemaName, name, schema, createdLsn, segments, newDelta, lsn);
    }

    public TableVersion plus(StoredSegment segment) {
        List<StoredSegment> longer = new ArrayList<>(segments);
        longer.add(segment);
        return withSegments(longer);
    }

    public TableVersion withSegments(List<StoredSegment> others) {
        return new TableVersion(id, schemaName, name, schema, createdLsn, others, delta, deltaLsn);
    }
}
