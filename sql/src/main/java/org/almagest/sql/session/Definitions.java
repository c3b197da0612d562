package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.sql.ast.DefinitionStatement;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.Span;
import org.almagest.sql.bind.Binder;

/// CREATE TABLE and DROP TABLE; CREATE TABLE AS hands its rows to `Changes`.
final class Definitions {
    private final Engine engine;
    private final Changes changes;

    Definitions(Engine engine, Changes changes) {
        this.engine = engine;
        this.changes = changes;
    }

    Result execute(DefinitionStatement statement) {
        return switch (statement) {
            case DefinitionStatement.CreateTable create -> createTable(create);
            case DefinitionStatement.Drop drop
            when drop.kind() == DefinitionStatement.ObjectKind.TABLE -> dropTables(drop);
            case DefinitionStatement.Drop drop -> throw Session.unsupported("DROP " + drop.kind(), drop.span());
            case DefinitionStatement.CreateView view -> throw Session.unsupported("CREATE VIEW", view.span());
            case DefinitionStatement.CreateSchema schema -> throw Session.unsupported("CREATE SCHEMA", schema.span());
            case DefinitionStatement.CreateIndex index -> throw Session.unsupported("CREATE INDEX", index.span());
            case DefinitionStatement.AlterTable alter -> throw Session.unsupported("ALTER TABLE", alter.span());
            case DefinitionStatement.CommentOn comment -> throw Session.unsupported("COMMENT ON", comment.span());
        };
    }

    private Result createTable(DefinitionStatement.CreateTable create) {
        refuseWhatIsMissing(create);
        String name = tableName(create.name());
        boolean exists;
        try (CatalogSnapshot snapshot = engine.database().snapshot()) {
            exists = snapshot.table(name).isPresent();
        }
        if (exists && create.ifNotExists()) {
            return new Result.Done("CREATE TABLE", -1);
        }
        if (exists && !create.orReplace()) {
            throw AlmagestException.of(SqlState.DUPLICATE_TABLE, "there is already a table " + name)
                    .at(create.name().span().start())
                    .hint("CREATE OR REPLACE TABLE replaces it, DROP TABLE removes it");
        }
        if (create.query().isPresent()) {
            return changes.createAs(create, name, exists);
        }
        TableSchema schema = TableOptions.applied(schema(create.columns()), create);
        if (exists) {
            try (TableSink sink = engine.database().writer().replaceTableWithSink(name, schema)) {
                sink.commit();
            }
        } else {
            engine.database().writer().createTable(name, schema);
        }
        return new Result.Done("CREATE TABLE", -1);
    }

    private static void refuseWhatIsMissing(DefinitionStatement.CreateTable create) {
        if (create.temporary()) {
            throw Session.unsupported("a temporary table", create.span());
        }
        if (!create.constraints().isEmpty()) {
            throw Session.unsupported(
                    "a table constraint", create.constraints().getFirst().span());
        }
    }

    /// Answers the name of a table in the only schema.
    static String tableName(QualifiedName name) {
        List<Identifier> parts = name.parts();
        boolean main = parts.size() == 1
                || parts.size() == 2 && parts.getFirst().name().equals("main");
        if (!main) {
            throw AlmagestException.of(
                            SqlState.UNDEFINED_TABLE,
                            "there is no schema " + parts.get(parts.size() - 2).name())
                    .at(name.span().start())
                    .hint("all tables are in the schema main");
        }
        return name.last().name();
    }

    private static TableSchema schema(List<org.almagest.sql.ast.ColumnDefinition> columns) {
        List<ColumnDefinition> definitions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (org.almagest.sql.ast.ColumnDefinition column : columns) {
            if (!names.add(column.name().name().toLowerCase(Locale.ROOT))) {
                throw AlmagestException.of(
                                SqlState.DUPLICATE_COLUMN,
                                "the column " + column.name().name() + " is defined twice")
                        .at(column.name().span().start());
            }
            refuseRules(column);
            definitions.add(new ColumnDefinition(
                    definitions.size(),
                    column.name().name(),
                    Binder.type(column.type()),
                    !column.notNull(),
                    new ColumnMeaning(
                            column.unit().orElse(""),
                            column.ucd().orElse(""),
                            "",
                            "",
                            column.comment().orElse(""))));
        }
        return TableSchema.of(definitions);
    }

    private static void refuseRules(org.almagest.sql.ast.ColumnDefinition column) {
        Span span = column.span();
        if (column.primaryKey() || column.unique()) {
            throw Session.unsupported("a key", span);
        }
        if (column.defaultValue().isPresent()) {
            throw Session.unsupported("DEFAULT", span);
        }
        if (!column.checks().isEmpty()) {
            throw Session.unsupported("CHECK", span);
        }
        if (column.compression().isPresent()) {
            throw Session.unsupported("COMPRESSION", span);
        }
    }

    private Result dropTables(DefinitionStatement.Drop drop) {
        for (QualifiedName each : drop.names()) {
            String name = tableName(each);
            try (CatalogSnapshot snapshot = engine.database().snapshot()) {
                boolean exists = snapshot.table(name).isPresent();
                if (!exists && !drop.ifExists()) {
                    throw unknownTable(snapshot, each);
                }
                if (exists) {
                    engine.database()
                            .writer()
                            .dropTable(snapshot.table(name).orElseThrow().name());
                }
            }
        }
        return new Result.Done("DROP TABLE", -1);
    }

    static AlmagestException unknownTable(CatalogSnapshot snapshot, QualifiedName name) {
        List<String> known = snapshot.tables().stream().map(TableSnapshot::name).toList();
        return AlmagestException.of(SqlState.UNDEFINED_TABLE, "there is no table " + name.text())
                .at(name.span().start())
                .hint(NearestName.question(name.last().name(), known));
    }
}
