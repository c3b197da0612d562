package org.almagest.sql.syntax;

import java.util.Optional;
import org.almagest.sql.ast.AlterAction;
import org.almagest.sql.ast.ClusterBy;
import org.almagest.sql.ast.ColumnDefinition;
import org.almagest.sql.ast.DefinitionStatement;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.TableConstraint;

/// Prints the statements that change the catalog.
final class DefinitionPrinter {
    private final TextWriter out;

    DefinitionPrinter(TextWriter out) {
        this.out = out;
    }

    private void any(Expression expression) {
        out.expressions.print(expression, Precedence.LOWEST);
    }

    void statement(DefinitionStatement definition) {
        switch (definition) {
            case DefinitionStatement.CreateTable create -> createTable(create);
            case DefinitionStatement.CreateView create -> {
                created(create.orReplace(), create.temporary());
                out.add("VIEW ").addIf(create.ifNotExists(), "IF NOT EXISTS ").name(create.name());
                if (!create.columns().isEmpty()) {
                    out.add(" ").names(create.columns());
                }
                out.add(" AS ");
                out.queries.query(create.query());
            }
            case DefinitionStatement.CreateSchema create ->
                out.add("CREATE SCHEMA ")
                        .addIf(create.ifNotExists(), "IF NOT EXISTS ")
                        .name(create.name());
            case DefinitionStatement.CreateIndex create -> createIndex(create);
            case DefinitionStatement.Drop drop ->
                out.add("DROP " + drop.kind() + " ")
                        .addIf(drop.ifExists(), "IF EXISTS ")
                        .list(drop.names(), out::name)
                        .addIf(drop.cascade(), " CASCADE");
            case DefinitionStatement.AlterTable alter ->
                out.add("ALTER TABLE ")
                        .addIf(alter.ifExists(), "IF EXISTS ")
                        .name(alter.table())
                        .add(" ")
                        .list(alter.actions(), this::alterAction);
            case DefinitionStatement.CommentOn comment -> {
                out.add("COMMENT ON " + comment.kind() + " ")
                        .name(comment.name())
                        .add(" IS ");
                comment.text().ifPresentOrElse(out::string, () -> out.add("NULL"));
            }
        }
    }

    private void created(boolean orReplace, boolean temporary) {
        out.add("CREATE ").addIf(orReplace, "OR REPLACE ").addIf(temporary, "TEMP ");
    }

    private void createTable(DefinitionStatement.CreateTable create) {
        created(create.orReplace(), create.temporary());
        out.add("TABLE ").addIf(create.ifNotExists(), "IF NOT EXISTS ").name(create.name());
        if (create.query().isEmpty()) {
            out.add(" (").list(create.columns(), this::column);
            out.addIf(!create.columns().isEmpty() && !create.constraints().isEmpty(), ", ");
            out.list(create.constraints(), this::constraint).add(")");
        } else if (!create.columnNames().isEmpty()) {
            out.add(" ").names(create.columnNames());
        }
        create.clusterBy().ifPresent(clusterBy -> {
            out.add(" ");
            clusterBy(clusterBy);
        });
        out.statements.options(" WITH ", create.options(), "");
        create.query().ifPresent(query -> {
            out.add(" AS ");
            out.queries.query(query);
            out.addIf(!create.withRows(), " WITH NO DATA");
        });
    }

    private void createIndex(DefinitionStatement.CreateIndex create) {
        out.add("CREATE ").addIf(create.unique(), "UNIQUE ").add("INDEX ");
        out.addIf(create.ifNotExists(), "IF NOT EXISTS ");
        create.name().ifPresent(name -> out.name(name).add(" "));
        out.add("ON ").name(create.table());
        create.method().ifPresent(method -> out.add(" USING ").name(method));
        out.add(" (").list(create.keys(), out.expressions::sortItem).add(")");
    }

    void column(ColumnDefinition column) {
        out.name(column.name()).add(" ").type(column.type());
        out.addIf(column.notNull(), " NOT NULL");
        out.addIf(column.primaryKey(), " PRIMARY KEY");
        out.addIf(column.unique(), " UNIQUE");
        column.defaultValue().ifPresent(value -> {
            out.add(" DEFAULT ");
            any(value);
        });
        for (Expression check : column.checks()) {
            out.add(" CHECK (");
            any(check);
            out.add(")");
        }
        text(" UNIT ", column.unit());
        text(" UCD ", column.ucd());
        text(" COMMENT ", column.comment());
        text(" COMPRESSION ", column.compression());
    }

    private void text(String word, Optional<String> value) {
        value.ifPresent(text -> out.add(word).string(text));
    }

    void constraint(TableConstraint constraint) {
        constraint.name().ifPresent(name -> out.add("CONSTRAINT ").name(name).add(" "));
        switch (constraint) {
            case TableConstraint.PrimaryKey key -> out.add("PRIMARY KEY ").names(key.columns());
            case TableConstraint.Unique unique -> out.add("UNIQUE ").names(unique.columns());
            case TableConstraint.Check check -> {
                out.add("CHECK (");
                any(check.condition());
                out.add(")");
            }
        }
    }

    void clusterBy(ClusterBy clusterBy) {
        out.add("CLUSTER BY ");
        switch (clusterBy) {
            case ClusterBy.Columns columns -> out.names(columns.columns());
            case ClusterBy.Sky sky ->
                out.add("SKY(").name(sky.ra()).add(", ").name(sky.dec()).add(")");
        }
    }

    void alterAction(AlterAction action) {
        switch (action) {
            case AlterAction.AddColumn add -> {
                out.add("ADD COLUMN ").addIf(add.ifNotExists(), "IF NOT EXISTS ");
                column(add.column());
            }
            case AlterAction.AddConstraint add -> {
                out.add("ADD ");
                constraint(add.constraint());
            }
            case AlterAction.DropConstraint drop ->
                out.add("DROP CONSTRAINT ").addIf(drop.ifExists(), "IF EXISTS ").name(drop.name());
            case AlterAction.DropColumn drop ->
                out.add("DROP COLUMN ").addIf(drop.ifExists(), "IF EXISTS ").name(drop.column());
            case AlterAction.RenameColumn rename ->
                out.add("RENAME COLUMN ").name(rename.from()).add(" TO ").name(rename.to());
            case AlterAction.RenameTable rename -> out.add("RENAME TO ").name(rename.to());
            case AlterAction.SetType set -> {
                out.add("ALTER COLUMN ").name(set.column()).add(" TYPE ").type(set.type());
                set.using().ifPresent(using -> {
                    out.add(" USING ");
                    any(using);
                });
            }
            case AlterAction.SetDefault set -> {
                out.add("ALTER COLUMN ").name(set.column());
                set.value()
                        .ifPresentOrElse(
                                value -> {
                                    out.add(" SET DEFAULT ");
                                    any(value);
                                },
                                () -> out.add(" DROP DEFAULT"));
            }
            case AlterAction.SetNotNull set ->
                out.add("ALTER COLUMN ").name(set.column()).add(set.notNull() ? " SET NOT NULL" : " DROP NOT NULL");
            case AlterAction.SetMeaning set -> {
                out.add("ALTER COLUMN ").name(set.column());
                out.add(set.value().isPresent() ? " SET " : " DROP ")
                        .add(set.meaning().name());
                set.value().ifPresent(value -> out.add(" ").string(value));
            }
        }
    }
}
