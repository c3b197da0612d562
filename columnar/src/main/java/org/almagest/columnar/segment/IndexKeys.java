package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.PlaceColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// What the entries of an index are made of. A run is a segment file of entries in order:
///
/// ```text
/// btree   key columns, with the ids that they have in the table | position
/// hash    hash of the keys, BIGINT, id 2147483632               | position
/// position  INTEGER, id 2147483633: the row's place in its segment, from 0
/// order   by the first columns as an ascending sort has them (NaN behind all numbers, NULL last),
///         then by position
/// ```
///
/// A NULL has an entry like any value; in a hash it counts as 0.
///
/// @param columns the table's columns that are indexed, in the order of the key
public record IndexKeys(IndexMethod method, List<ColumnDefinition> columns) {
    static final int HASH_ID = 2_147_483_632;

    /// The column that says where a row stands; no table has a column of that id.
    public static final int POSITION_ID = 2_147_483_633;

    public IndexKeys {
        columns = List.copyOf(columns);
        if (columns.isEmpty() || method == IndexMethod.SAMPLE) {
            throw new IllegalArgumentException("an index needs a column");
        }
    }

    /// Makes the keys of columns of a table, by their ids.
    public static IndexKeys of(IndexMethod method, TableSchema schema, List<Integer> columnIds) {
        return new IndexKeys(
                method,
                columnIds.stream()
                        .map(id -> schema.column(schema.positionOfId(id)))
                        .toList());
    }

    /// Answers whether columns of a type can be keys.
    public static boolean takes(DataType type) {
        return type.physical() != PhysicalType.ARRAY && type != ScalarType.BLOB && type != ScalarType.NULL;
    }

    /// Answers the schema of a run.
    public TableSchema runSchema() {
        List<ColumnDefinition> all = new ArrayList<>();
        switch (method) {
            case BTREE ->
                columns.forEach(
                        column -> all.add(ColumnDefinition.of(column.id(), "key " + all.size(), column.type())));
            case HASH -> all.add(ColumnDefinition.of(HASH_ID, "hash", ScalarType.BIGINT));
            case SAMPLE -> throw new IllegalStateException("a sample has no keys");
        }
        all.add(ColumnDefinition.of(POSITION_ID, "position", ScalarType.INTEGER));
        return TableSchema.of(all);
    }

    /// Answers how many columns of a run come before the position.
    public int runKeys() {
        return method == IndexMethod.BTREE ? columns.size() : 1;
    }

    /// Answers the least id that no column of a table has: from here on ids are those of
    /// places, and of the columns that runs have beside the keys.
    public static int leastReservedId() {
        return PlaceColumn.ID;
    }

    /// Writes the hashes of the keys in the rows of a batch, as `hash` has them row by row.
    public static void hashes(Batch keys, long[] out) {
        Arrays.fill(out, 0, keys.rowCount(), 0);
        for (int c = 0; c < keys.columnCount(); c++) {
            ColumnVector column = keys.column(c);
            for (int i = 0; i < keys.rowCount(); i++) {
                out[i] = 31 * out[i] + (column.isNull(i) ? 0 : RowHashes.of(column, i));
            }
        }
    }

    /// Answers the hash of the keys of a row; equal keys have equal hashes.
    public static long hash(List<Value> keys) {
        long hash = 0;
        for (Value key : keys) {
            hash = 31 * hash + (key.isNull() ? 0 : RowHashes.of(key));
        }
        return hash;
    }
}
