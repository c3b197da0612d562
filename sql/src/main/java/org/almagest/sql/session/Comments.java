package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.schema.ViewDefinition;
import org.almagest.sql.ast.DefinitionStatement.CommentOn;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.bind.Catalog;

/// COMMENT ON: what is said of tables, views, columns and schemas.
final class Comments {
    private final Session session;

    Comments(Session session) {
        this.session = session;
    }

    Result comment(Work work, CommentOn comment) {
        String text = comment.text().orElse("");
        try (Snapshots snapshots = work.snapshot()) {
            switch (comment.kind()) {
                case TABLE -> onTable(work, session.names().table(snapshots, comment.name()), text);
                case VIEW -> onView(work, snapshots, comment.name(), text);
                case COLUMN -> onColumn(work, snapshots, comment.name(), text);
                case SCHEMA -> onSchema(work, snapshots, comment.name().last(), text);
                case INDEX -> throw Session.unsupported("COMMENT ON INDEX", comment.span());
            }
        }
        return new Result.Done("COMMENT", -1);
    }

    private static void onTable(Work work, Names.Found.Table table, String text) {
        alter(work, table, table.table().schema().withDescription(text));
    }

    private static void alter(Work work, Names.Found.Table table, TableSchema schema) {
        work.on(table.temporary()).alterTable(table.name(), table.name(), schema);
    }

    private void onView(Work work, Snapshots snapshots, QualifiedName name, String text) {
        Names.Found found = session.names()
                .find(snapshots, name)
                .orElseThrow(() -> session.names().unknown(snapshots, "view", name));
        if (!(found instanceof Names.Found.View view)) {
            throw AlmagestException.of(SqlState.WRONG_OBJECT_TYPE, name.text() + " is a table, not a view")
                    .at(name.span().start())
                    .hint("COMMENT ON TABLE");
        }
        ViewDefinition definition = view.view().definition().withDescription(text);
        work.on(view.temporary()).changeView(view.name(), view.name(), definition);
    }

    private void onColumn(Work work, Snapshots snapshots, QualifiedName name, String text) {
        List<Identifier> parts = name.parts();
        QualifiedName tableName = new QualifiedName(parts.subList(0, parts.size() - 1), name.span());
        Names.Found.Table table = session.names().table(snapshots, tableName);
        TableSchema schema = changed(
                table.table().schema(),
                name.last(),
                column -> column.withMeaning(column.meaning().withDescription(text)));
        alter(work, table, schema);
    }

    private static void onSchema(Work work, Snapshots snapshots, Identifier name, String text) {
        if (snapshots.main().schemaDescription(name.name()).isEmpty()) {
            throw Catalog.unknownSchema(name);
        }
        work.on(false).putSchema(name.name(), text);
    }

    /// Answers a schema with one column changed; fails with 42703 where there is none of the name.
    static TableSchema changed(TableSchema schema, Identifier name, UnaryOperator<ColumnDefinition> change) {
        int position = position(schema, name);
        List<ColumnDefinition> columns = new ArrayList<>(schema.columns());
        columns.set(position, change.apply(columns.get(position)));
        return schema.withColumns(columns);
    }

    static int position(TableSchema schema, Identifier name) {
        return schema.position(name.name())
                .orElseThrow(() -> AlmagestException.of(SqlState.UNDEFINED_COLUMN, "there is no column " + name.name())
                        .at(name.span().start())
                        .hint(NearestName.question(
                                name.name(),
                                schema.columns().stream()
                                        .map(ColumnDefinition::name)
                                        .toList())));
    }
}
