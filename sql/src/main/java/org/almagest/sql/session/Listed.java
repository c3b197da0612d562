package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.schema.ColumnDefault;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.ViewDefinition;
import org.almagest.columnar.type.DataType;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.TableReference;
import org.almagest.sql.bind.BoundColumn;

/// What is there to be listed: tables, views and columns of the database and of the session's
/// temporary tables, ordered by schema and name.
final class Listed {
    private final Snapshots snapshots;
    private final Function<TableReference, List<BoundColumn>> columnsOf;

    record Table(String schema, boolean temporary, TableSnapshot table) {}

    record View(String schema, String name, boolean temporary, ViewDefinition definition) {}

    /// A column of a table or view; `stored` for those of tables, positions from 1.
    record Column(
            String schema,
            String relation,
            String name,
            int position,
            DataType type,
            ColumnMeaning meaning,
            Optional<ColumnDefinition> stored) {
        String defaultText() {
            return stored.map(ColumnDefinition::absent)
                    .map(ColumnDefault::expression)
                    .orElse("");
        }
    }

    /// `columnsOf` binds what stands in FROM, to find the columns of views.
    Listed(Snapshots snapshots, Function<TableReference, List<BoundColumn>> columnsOf) {
        this.snapshots = snapshots;
        this.columnsOf = columnsOf;
    }

    /// Answers the descriptions of the schemas by name.
    Map<String, String> schemas() {
        Map<String, String> schemas = new TreeMap<>();
        for (String name : snapshots.main().schemaNames()) {
            schemas.put(name, snapshots.main().schemaDescription(name).orElse(""));
        }
        snapshots.temporary().ifPresent(_ -> schemas.put(Names.TEMP, "tables and views of this session"));
        return schemas;
    }

    List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        snapshots
                .temporary()
                .ifPresent(temporary ->
                        temporary.tables().forEach(table -> tables.add(new Table(Names.TEMP, true, table))));
        snapshots.main().tables().forEach(table -> tables.add(new Table(table.schemaName(), false, table)));
        tables.sort(Comparator.comparing(Table::schema)
                .thenComparing(each -> each.table().name()));
        return tables;
    }

    List<View> views() {
        List<View> views = new ArrayList<>();
        snapshots.temporary().ifPresent(temporary -> add(views, temporary, true));
        add(views, snapshots.main(), false);
        views.sort(Comparator.comparing(View::schema).thenComparing(View::name));
        return views;
    }

    private static void add(List<View> views, CatalogSnapshot catalog, boolean temporary) {
        catalog.views()
                .forEach(view -> views.add(new View(
                        temporary ? Names.TEMP : view.name().schema(),
                        view.name().name(),
                        temporary,
                        view.definition())));
    }

    List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (Table each : tables()) {
            int position = 1;
            for (ColumnDefinition column : each.table().schema().columns()) {
                columns.add(new Column(
                        each.schema(),
                        each.table().name(),
                        column.name(),
                        position++,
                        column.type(),
                        column.meaning(),
                        Optional.of(column)));
            }
        }
        views().forEach(view -> add(columns, view));
        return columns;
    }

    /// Adds the columns of a view; one that does not work any more has none.
    private void add(List<Column> columns, View view) {
        QualifiedName name = new QualifiedName(List.of(quoted(view.schema()), quoted(view.name())), Span.NONE);
        List<BoundColumn> bound;
        try {
            bound = columnsOf.apply(new TableReference.Named(name, Optional.empty(), Optional.empty(), Span.NONE));
        } catch (AlmagestException doesNotWork) {
            return;
        }
        int position = 1;
        for (BoundColumn column : bound) {
            columns.add(new Column(
                    view.schema(),
                    view.name(),
                    column.name(),
                    position++,
                    column.column().type(),
                    column.meaning(),
                    Optional.empty()));
        }
    }

    private static Identifier quoted(String name) {
        return new Identifier(name, true, Span.NONE);
    }
}
