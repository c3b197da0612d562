package org.almagest.columnar.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.PhysicalType;

/// Makes clusterings of column names that a user gave, or says what is wrong with them.
public final class ClusterColumns {
    private ClusterColumns() {}

    /// Fails with 42703 for a name that no column has, 42P16 for one that cannot be ordered by.
    public static Clustering.ByColumns named(TableSchema schema, List<String> names) {
        List<Integer> ids = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (String name : names) {
            ColumnDefinition column = find(schema, name);
            if (!seen.add(column.id())) {
                throw wrong("CLUSTER BY names the column " + column.name() + " twice", "name it once");
            }
            if (column.type().physical() == PhysicalType.ARRAY) {
                throw wrong(
                        "CLUSTER BY cannot order by the column " + column.name() + ", which is an array",
                        "cluster by columns of numbers, text or times");
            }
            ids.add(column.id());
        }
        return new Clustering.ByColumns(ids);
    }

    /// Fails likewise; both columns must be REAL or DOUBLE, in degrees.
    public static Clustering.BySky sky(TableSchema schema, String ra, String dec) {
        ColumnDefinition first = find(schema, ra);
        ColumnDefinition second = find(schema, dec);
        if (first.id() == second.id()) {
            throw wrong("SKY needs two columns, not " + first.name() + " twice", "SKY(ra, dec), both in degrees");
        }
        for (ColumnDefinition column : List.of(first, second)) {
            if (!column.type().isFloating()) {
                throw wrong(
                        "SKY needs columns of degrees; " + column.name() + " is "
                                + column.type().sqlName(),
                        "make it DOUBLE");
            }
        }
        return new Clustering.BySky(first.id(), second.id());
    }

    /// Answers the order along the sky by the columns that hold the position, as far as units, UCDs
    /// and names tell; fails with 42P16 where none are known.
    public static Clustering.BySky sky(TableSchema schema) {
        PositionColumns found = PositionColumns.of(schema)
                .orElseThrow(() -> wrong(
                        "no two columns are known to be right ascension and declination in degrees",
                        "name them: SKY(ra, dec)"));
        return new Clustering.BySky(
                schema.column(found.ra()).id(), schema.column(found.dec()).id());
    }

    private static ColumnDefinition find(TableSchema schema, String name) {
        return find(schema, name, "cluster by");
    }

    /// Finds a column for a purpose; fails with 42703 for a name that no column has.
    static ColumnDefinition find(TableSchema schema, String name, String purpose) {
        OptionalInt position = schema.position(name);
        if (position.isEmpty()) {
            List<String> names =
                    schema.columns().stream().map(ColumnDefinition::name).toList();
            throw AlmagestException.of(SqlState.UNDEFINED_COLUMN, "there is no column " + name + " to " + purpose)
                    .hint(NearestName.question(name, names));
        }
        return schema.column(position.getAsInt());
    }

    private static AlmagestException wrong(String message, String hint) {
        return AlmagestException.of(SqlState.INVALID_TABLE_DEFINITION, message).hint(hint);
    }
}
