package org.almagest.columnar.schema;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.PhysicalType;

/// Finds the columns of which a table shall have Bloom filters.
public final class BloomColumns {
    private BloomColumns() {}

    /// Answers the ids of columns named with commas between them; fails with 42703 for a name that no
    /// column has, 42P16 for one that is named twice or has arrays.
    public static List<Integer> named(TableSchema schema, String names) {
        List<Integer> ids = new ArrayList<>();
        for (String name : names.split(",")) {
            ColumnDefinition column = ClusterColumns.find(schema, name.strip(), "have Bloom filters");
            if (ids.contains(column.id())) {
                throw wrong("bloom names the column " + column.name() + " twice", "name it once");
            }
            if (column.type().physical() == PhysicalType.ARRAY) {
                throw wrong(
                        "the column " + column.name() + " is an array, which has no Bloom filters",
                        "name columns of single values");
            }
            ids.add(column.id());
        }
        return ids;
    }

    private static AlmagestException wrong(String message, String hint) {
        return AlmagestException.of(SqlState.INVALID_TABLE_DEFINITION, message).hint(hint);
    }
}
