package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.IndexKeys;
import org.almagest.rowstore.NewIndex;
import org.almagest.rowstore.Transaction;
import org.almagest.sql.ast.DefinitionStatement.CreateTable;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.TableConstraint;

/// PRIMARY KEY and UNIQUE of a table that is made: unique indexes, and NOT NULL for the columns of the first.
/// Names that are not given are PostgreSQL's: `t_pkey`, `t_a_b_key`.
final class TableKeys {
    private final List<Key> keys = new ArrayList<>();

    /// A key as it is written.
    private record Key(Optional<Identifier> name, List<Identifier> columns, boolean primary, Span span) {}

    private TableKeys() {}

    /// Reads the keys of columns, then those of the table; each once.
    static TableKeys of(CreateTable create) {
        TableKeys found = new TableKeys();
        create.columns().forEach(column -> {
            if (column.primaryKey()) {
                found.add(new Key(Optional.empty(), List.of(column.name()), true, column.span()));
            }
            if (column.unique()) {
                found.add(new Key(Optional.empty(), List.of(column.name()), false, column.span()));
            }
        });
        for (TableConstraint constraint : create.constraints()) {
            switch (constraint) {
                case TableConstraint.PrimaryKey(var name, var columns, var span) ->
                    found.add(new Key(name, columns, true, span));
                case TableConstraint.Unique(var name, var columns, var span) ->
                    found.add(new Key(name, columns, false, span));
                case TableConstraint.Check _ -> {}
            }
        }
        found.leaveOutRepeated();
        return found;
    }

    private void add(Key key) {
        if (key.primary() && keys.stream().anyMatch(Key::primary)) {
            throw AlmagestException.of(SqlState.INVALID_TABLE_DEFINITION, "a table has one primary key, not two")
                    .at(key.span().start())
                    .hint("PRIMARY KEY (a, b) is one of two columns, UNIQUE makes others");
        }
        keys.add(key);
    }

    /// A key without a name that says what another one says is left out.
    private void leaveOutRepeated() {
        for (Key key : List.copyOf(keys)) {
            boolean said = keys.stream()
                    .anyMatch(other -> other != key
                            && names(other).equals(names(key))
                            && (other.primary() || keys.indexOf(other) < keys.indexOf(key)));
            if (said && !key.primary() && key.name().isEmpty()) {
                keys.remove(key);
            }
        }
    }

    private static List<String> names(Key key) {
        return key.columns().stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /// Checks the columns of the keys and answers the schema with those of the primary key NOT NULL.
    TableSchema applied(TableSchema schema) {
        TableSchema result = schema;
        for (Key key : keys) {
            List<Integer> before = new ArrayList<>();
            for (Identifier name : key.columns()) {
                int position = Comments.position(schema, name);
                ColumnDefinition column = schema.column(position);
                if (!IndexKeys.takes(column.type())) {
                    throw Session.unsupported(
                            "a key of a column of type " + column.type().sqlName(), name.span());
                }
                if (before.contains(position)) {
                    throw AlmagestException.of(
                                    SqlState.DUPLICATE_COLUMN,
                                    "the column " + column.name() + " stands twice in the key")
                            .at(name.span().start());
                }
                before.add(position);
                if (key.primary()) {
                    List<ColumnDefinition> columns = new ArrayList<>(result.columns());
                    columns.set(position, columns.get(position).withNullable(false));
                    result = result.withColumns(columns);
                }
            }
        }
        return result;
    }

    /// Makes the indexes, of a table that the transaction has just made.
    void create(Work work, Names.Place place, TableSchema schema) {
        Transaction transaction = work.on(place.temporary());
        for (Key key : keys) {
            List<Integer> columnIds = key.columns().stream()
                    .map(name -> schema.column(Comments.position(schema, name)).id())
                    .toList();
            Set<String> taken;
            try (Snapshots snapshots = work.snapshot()) {
                taken = Indexes.names(snapshots, place.temporary(), place.name().schema());
            }
            String name = name(key, place.name().name(), schema, columnIds, taken);
            NewIndex index = new NewIndex(name, IndexMethod.BTREE, columnIds, true, key.primary());
            transaction.createIndex(place.name(), index, () -> false);
        }
    }

    private static String name(Key key, String table, TableSchema schema, List<Integer> columnIds, Set<String> taken) {
        if (key.name().isPresent()) {
            Identifier given = key.name().get();
            if (taken.contains(given.name().toLowerCase(Locale.ROOT))) {
                throw AlmagestException.of(SqlState.DUPLICATE_TABLE, "there is already an index or key " + given.name())
                        .at(given.span().start());
            }
            return given.name();
        }
        String columns = columnIds.stream()
                .map(id -> schema.withId(id).orElseThrow().name())
                .collect(Collectors.joining("_"));
        return Indexes.free(key.primary() ? table + "_pkey" : table + "_" + columns + "_key", taken);
    }
}
