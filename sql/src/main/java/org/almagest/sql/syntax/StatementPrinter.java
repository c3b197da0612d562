package org.almagest.sql.syntax;

import java.util.List;
import java.util.Optional;
import org.almagest.sql.ast.Assignment;
import org.almagest.sql.ast.ChangeStatement;
import org.almagest.sql.ast.DefinitionStatement;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.MaintenanceStatement;
import org.almagest.sql.ast.MergeClause;
import org.almagest.sql.ast.Option;
import org.almagest.sql.ast.QualifiedName;
import org.almagest.sql.ast.SelectItem;
import org.almagest.sql.ast.SessionStatement;
import org.almagest.sql.ast.Statement;

/// Prints statements.
final class StatementPrinter {
    final DefinitionPrinter definitions;
    private final TextWriter out;

    StatementPrinter(TextWriter out) {
        this.out = out;
        this.definitions = new DefinitionPrinter(out);
    }

    private void any(Expression expression) {
        out.expressions.print(expression, Precedence.LOWEST);
    }

    void statement(Statement statement) {
        switch (statement) {
            case Statement.Select select -> out.queries.query(select.query());
            case Statement.Explain explain -> {
                out.add("EXPLAIN ").addIf(explain.analyze(), "ANALYZE ");
                options("", explain.options(), " ");
                statement(explain.statement());
            }
            case Statement.Prepare prepare -> {
                out.add("PREPARE ").name(prepare.name()).add(" AS ");
                statement(prepare.statement());
            }
            case Statement.Execute execute -> {
                out.add("EXECUTE ").name(execute.name());
                if (!execute.arguments().isEmpty()) {
                    out.add(" (").list(execute.arguments(), this::any).add(")");
                }
            }
            case Statement.Deallocate deallocate -> {
                out.add("DEALLOCATE ");
                nameOrAll(deallocate.name());
            }
            case DefinitionStatement definition -> definitions.statement(definition);
            case ChangeStatement change -> change(change);
            case SessionStatement session -> session(session);
            case MaintenanceStatement maintenance -> maintenance(maintenance);
        }
    }

    private void nameOrAll(Optional<Identifier> name) {
        name.ifPresentOrElse(out::name, () -> out.add("ALL"));
    }

    void options(String before, List<Option> options, String after) {
        if (!options.isEmpty()) {
            out.add(before).add("(").list(options, this::option).add(")").add(after);
        }
    }

    void option(Option option) {
        out.name(option.name());
        option.value().ifPresent(value -> {
            out.add(" ");
            any(value);
        });
    }

    private void change(ChangeStatement change) {
        switch (change) {
            case ChangeStatement.Insert insert -> {
                out.add("INSERT INTO ").name(insert.table());
                columns(insert.columns());
                out.add(" ");
                insert.source().ifPresentOrElse(out.queries::query, () -> out.add("DEFAULT VALUES"));
                returning(insert.returning());
            }
            case ChangeStatement.Update update -> {
                out.add("UPDATE ").name(update.table());
                update.alias().ifPresent(alias -> out.add(" AS ").name(alias));
                out.add(" SET ").list(update.assignments(), this::assignment);
                if (!update.from().isEmpty()) {
                    out.add(" FROM ").list(update.from(), out.queries::table);
                }
                where(update.where());
                returning(update.returning());
            }
            case ChangeStatement.Delete delete -> {
                out.add("DELETE FROM ").name(delete.table());
                delete.alias().ifPresent(alias -> out.add(" AS ").name(alias));
                if (!delete.using().isEmpty()) {
                    out.add(" USING ").list(delete.using(), out.queries::table);
                }
                where(delete.where());
                returning(delete.returning());
            }
            case ChangeStatement.Truncate truncate -> out.add("TRUNCATE ").list(truncate.tables(), out::name);
            case ChangeStatement.Merge merge -> {
                out.add("MERGE INTO ").name(merge.table());
                merge.alias().ifPresent(alias -> out.add(" AS ").name(alias));
                out.add(" USING ");
                out.queries.table(merge.source());
                out.add(" ON ");
                any(merge.condition());
                merge.clauses().forEach(this::mergeClause);
                returning(merge.returning());
            }
            case ChangeStatement.CopyFrom copy -> {
                out.add("COPY ").name(copy.table());
                columns(copy.columns());
                out.add(" FROM ").string(copy.file());
                options(" ", copy.options(), "");
            }
            case ChangeStatement.CopyTo copy -> {
                out.add("COPY ");
                out.queries.parenthesised(copy.query());
                out.add(" TO ").string(copy.file());
                options(" ", copy.options(), "");
            }
        }
    }

    void mergeClause(MergeClause clause) {
        out.add(
                switch (clause.when()) {
                    case MATCHED -> " WHEN MATCHED";
                    case NOT_MATCHED -> " WHEN NOT MATCHED";
                    case NOT_MATCHED_BY_SOURCE -> " WHEN NOT MATCHED BY SOURCE";
                });
        clause.condition().ifPresent(condition -> {
            out.add(" AND ");
            any(condition);
        });
        out.add(" THEN ");
        switch (clause.action()) {
            case MergeClause.DoNothing _ -> out.add("DO NOTHING");
            case MergeClause.Delete _ -> out.add("DELETE");
            case MergeClause.Update(var assignments) -> out.add("UPDATE SET ").list(assignments, this::assignment);
            case MergeClause.Insert(var columns, var values) -> {
                out.add("INSERT");
                columns(columns);
                if (values.isEmpty()) {
                    out.add(" DEFAULT VALUES");
                } else {
                    out.add(" VALUES (").list(values, this::any).add(")");
                }
            }
        }
    }

    private void columns(List<Identifier> columns) {
        if (!columns.isEmpty()) {
            out.add(" ").names(columns);
        }
    }

    void assignment(Assignment assignment) {
        out.name(assignment.column()).add(" = ");
        any(assignment.value());
    }

    private void where(Optional<Expression> condition) {
        condition.ifPresent(where -> {
            out.add(" WHERE ");
            any(where);
        });
    }

    private void returning(List<SelectItem> items) {
        if (!items.isEmpty()) {
            out.add(" RETURNING ").list(items, out.queries::item);
        }
    }

    private void session(SessionStatement session) {
        switch (session) {
            case SessionStatement.Summarize summarize -> {
                out.add("SUMMARIZE ");
                out.queries.query(summarize.query());
            }
            case SessionStatement.DescribeTable describe -> {
                out.add("DESCRIBE TABLE ");
                out.queries.table(describe.table());
            }
            case SessionStatement.DescribeQuery describe -> {
                out.add("DESCRIBE ");
                out.queries.query(describe.query());
            }
            case SessionStatement.ShowObjects show -> {
                out.add("SHOW " + show.listing());
                show.schema().ifPresent(schema -> out.add(" FROM ").name(schema));
                show.like().ifPresent(like -> out.add(" LIKE ").string(like));
            }
            case SessionStatement.ShowStatistics show ->
                out.add("SHOW STATS FOR ").name(show.table());
            case SessionStatement.ShowSetting show -> setting("SHOW ", show.name());
            case SessionStatement.Set set -> {
                String scope = set.scope() == SessionStatement.SettingScope.SESSION ? "" : set.scope() + " ";
                out.add("SET " + scope).name(set.name()).add(" = ");
                out.addIf(set.values().isEmpty(), "DEFAULT").list(set.values(), this::any);
            }
            case SessionStatement.Reset reset -> setting("RESET ", reset.name());
            case SessionStatement.Begin begin -> {
                out.add("BEGIN");
                begin.isolation()
                        .ifPresent(level -> out.add(" ISOLATION LEVEL ").add(words(level)));
                out.addIf(begin.readOnly(), " READ ONLY");
            }
            case SessionStatement.Commit _ -> out.add("COMMIT");
            case SessionStatement.Rollback rollback -> {
                out.add("ROLLBACK");
                rollback.savepoint().ifPresent(name -> out.add(" TO SAVEPOINT ").name(name));
            }
            case SessionStatement.Savepoint savepoint -> out.add("SAVEPOINT ").name(savepoint.name());
            case SessionStatement.ReleaseSavepoint release ->
                out.add("RELEASE SAVEPOINT ").name(release.name());
        }
    }

    private static String words(Enum<?> constant) {
        return constant.name().replace('_', ' ');
    }

    private void setting(String word, Optional<QualifiedName> name) {
        out.add(word);
        name.ifPresentOrElse(out::name, () -> out.add("ALL"));
    }

    private void maintenance(MaintenanceStatement maintenance) {
        switch (maintenance) {
            case MaintenanceStatement.Analyze analyze -> {
                out.add("ANALYZE");
                table(analyze.table());
                columns(analyze.columns());
            }
            case MaintenanceStatement.Vacuum vacuum -> {
                out.add("VACUUM");
                table(vacuum.table());
            }
            case MaintenanceStatement.Check check -> {
                out.add("CHECK").add(check.table().isPresent() ? " TABLE" : " DATABASE");
                table(check.table());
            }
            case MaintenanceStatement.Checkpoint _ -> out.add("CHECKPOINT");
        }
    }

    private void table(Optional<QualifiedName> table) {
        table.ifPresent(name -> out.add(" ").name(name));
    }
}
