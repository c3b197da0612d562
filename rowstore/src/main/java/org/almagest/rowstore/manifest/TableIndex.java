package org.almagest.rowstore.manifest;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.schema.TableSchema;

/// An index of a table: the ids of its key columns, and the runs that there are, by the file name of
/// the segment whose entries they hold. A segment without a run is scanned. A sample of the table stands
/// here as an index of no column. Immutable.
///
/// @param unique whether no two rows may have the same keys, none of which is NULL
/// @param primary whether they are the table's primary key: unique, and its columns are never NULL
public record TableIndex(
        String name,
        IndexMethod method,
        List<Integer> columnIds,
        boolean unique,
        boolean primary,
        Map<String, StoredSegment> runs) {
    public TableIndex {
        if (name.isEmpty() || columnIds.isEmpty() != (method == IndexMethod.SAMPLE)) {
            throw new IllegalArgumentException("an index needs a name and a column: '" + name + "' " + columnIds);
        }
        if (unique && method == IndexMethod.SAMPLE) {
            throw new IllegalArgumentException("a sample has no keys that could be unique");
        }
        if (primary && !unique) {
            throw new IllegalArgumentException("a primary key is unique: " + name);
        }
        columnIds = List.copyOf(columnIds);
        runs = Map.copyOf(runs);
    }

    /// Makes an index whose keys may be equal.
    public TableIndex(String name, IndexMethod method, List<Integer> columnIds, Map<String, StoredSegment> runs) {
        this(name, method, columnIds, false, runs);
    }

    /// Makes an index that is no primary key.
    public TableIndex(
            String name, IndexMethod method, List<Integer> columnIds, boolean unique, Map<String, StoredSegment> runs) {
        this(name, method, columnIds, unique, false, runs);
    }

    /// Answers the sample of a table, without runs.
    public static TableIndex sample(int tableId) {
        return new TableIndex("the sample of table " + tableId, IndexMethod.SAMPLE, List.of(), Map.of());
    }

    public boolean isSample() {
        return method == IndexMethod.SAMPLE;
    }

    /// Answers whether another index has the same name, method, columns and uniqueness, so that a run fits both.
    public boolean isLike(TableIndex other) {
        return name.equals(other.name)
                && method == other.method
                && columnIds.equals(other.columnIds)
                && unique == other.unique
                && primary == other.primary;
    }

    /// Answers whether a schema has the columns of the index.
    public boolean fits(TableSchema schema) {
        return columnIds.stream().allMatch(id -> schema.withId(id).isPresent());
    }

    public TableIndex plus(String segment, StoredSegment run) {
        Map<String, StoredSegment> more = new TreeMap<>(runs);
        more.put(segment, run);
        return new TableIndex(name, method, columnIds, unique, primary, more);
    }

    public TableIndex without(String segment) {
        Map<String, StoredSegment> fewer = new TreeMap<>(runs);
        fewer.remove(segment);
        return new TableIndex(name, method, columnIds, unique, primary, fewer);
    }

    public TableIndex withoutRuns() {
        return new TableIndex(name, method, columnIds, unique, primary, Map.of());
    }
}
