package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.CheckRule;
import org.almagest.columnar.schema.ColumnDefault;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.Value;
import org.almagest.exec.function.Functions;
import org.almagest.sql.ast.DefinitionStatement;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.TableConstraint;
import org.almagest.sql.bind.Binder;
import org.almagest.sql.bind.RuleBinder;
import org.almagest.sql.syntax.Parser;
import org.almagest.sql.syntax.SqlText;

/// Makes schemas of what CREATE TABLE and ALTER TABLE say of columns and constraints. Defaults and
/// checks are bound, so that what is wrong is told now, and kept as text.
final class TableSchemas {
    private static final RuleBinder RULES = new RuleBinder(Functions.BUILT_IN);

    private TableSchemas() {}

    /// Makes a schema without the keys, which are indexes (`TableKeys`).
    static TableSchema of(DefinitionStatement.CreateTable create) {
        String table = create.name().last().name();
        List<ColumnDefinition> definitions = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (org.almagest.sql.ast.ColumnDefinition column : create.columns()) {
            if (!names.add(column.name().name().toLowerCase(Locale.ROOT))) {
                throw AlmagestException.of(
                                SqlState.DUPLICATE_COLUMN,
                                "the column " + column.name().name() + " is defined twice")
                        .at(column.name().span().start());
            }
            definitions.add(column(definitions.size(), column));
        }
        TableSchema schema = TableSchema.of(definitions);
        for (org.almagest.sql.ast.ColumnDefinition column : create.columns()) {
            schema = withChecks(schema, table, column);
        }
        for (TableConstraint constraint : create.constraints()) {
            if (constraint instanceof TableConstraint.Check) {
                schema = with(schema, table, constraint);
            }
        }
        return schema;
    }

    /// Makes a column of a definition that is added to a table, without its checks.
    static ColumnDefinition added(int id, org.almagest.sql.ast.ColumnDefinition written) {
        if (written.primaryKey() || written.unique()) {
            throw noKeys(written.span());
        }
        return column(id, written);
    }

    private static ColumnDefinition column(int id, org.almagest.sql.ast.ColumnDefinition written) {
        if (written.compression().isPresent()) {
            throw Session.unsupported("COMPRESSION of a column", written.span())
                    .hint("a table has COMPRESSION 'archive'");
        }
        ColumnMeaning meaning = new ColumnMeaning(
                written.unit().orElse(""),
                written.ucd().orElse(""),
                "",
                "",
                written.comment().orElse(""));
        ColumnDefinition column = new ColumnDefinition(
                id, written.name().name(), Binder.type(written.type()), !written.notNull(), meaning);
        return written.defaultValue()
                .map(value -> column.withAbsent(new ColumnDefault(text(value, column), Value.NULL)))
                .orElse(column);
    }

    private static AlmagestException noKeys(Span span) {
        return Session.unsupported("a key of a table that is there", span)
                .hint("CREATE UNIQUE INDEX holds its rows to one");
    }

    /// Checks a DEFAULT and answers its text.
    static String text(Expression value, ColumnDefinition column) {
        RULES.defaultValue(value, column);
        return SqlText.of(value);
    }

    /// Answers what a column has where nothing is given.
    static org.almagest.exec.expression.Expression defaultOf(ColumnDefinition column) {
        return RULES.defaultOf(column);
    }

    static TableSchema withChecks(TableSchema schema, String table, org.almagest.sql.ast.ColumnDefinition column) {
        TableSchema result = schema;
        for (Expression check : column.checks()) {
            String name = table + "_" + column.name().name() + "_check";
            result = withCheck(result, table, Optional.empty(), name, check);
        }
        return result;
    }

    /// Adds a constraint of a table.
    static TableSchema with(TableSchema schema, String table, TableConstraint constraint) {
        return switch (constraint) {
            case TableConstraint.PrimaryKey key -> throw noKeys(key.span());
            case TableConstraint.Unique unique -> throw noKeys(unique.span());
            case TableConstraint.Check(var name, Expression condition, var span) ->
                withCheck(schema, table, name, table + "_check", condition);
        };
    }

    private static TableSchema withCheck(
            TableSchema schema, String table, Optional<Identifier> name, String usual, Expression condition) {
        Set<String> taken = new HashSet<>();
        schema.rules().checks().forEach(check -> taken.add(check.name()));
        String chosen = name.map(Identifier::name).orElse(usual);
        for (int i = 1; name.isEmpty() && taken.contains(chosen); i++) {
            chosen = usual + i;
        }
        if (taken.contains(chosen)) {
            throw AlmagestException.of(SqlState.DUPLICATE_OBJECT, "there is already a constraint " + chosen)
                    .at(name.orElseThrow().span().start());
        }
        String text = SqlText.of(condition);
        RULES.check(condition, schema, table);
        // The table's name must not stand in it: the table may get another.
        CheckRule rule = new CheckRule(chosen, renamed(new CheckRule(chosen, text), schema, table, Map.of()));
        List<CheckRule> checks = new ArrayList<>(schema.rules().checks());
        checks.add(rule);
        return schema.withRules(schema.rules().withChecks(checks));
    }

    /// Answers the text of a check with the columns that it names under their bare names, or under
    /// other ones, by position.
    static String renamed(CheckRule check, TableSchema schema, String table, Map<Integer, Identifier> names) {
        Map<Integer, List<Span>> mentions = RULES.check(check, schema, table).mentions();
        record Replacement(Span span, String text) {}
        List<Replacement> replacements = new ArrayList<>();
        mentions.forEach((position, spans) -> {
            String bare = names.containsKey(position)
                    ? SqlText.of(names.get(position))
                    : nameText(schema.column(position).name());
            spans.forEach(span -> replacements.add(new Replacement(span, bare)));
        });
        replacements.sort((a, b) -> Integer.compare(b.span().start(), a.span().start()));
        StringBuilder text = new StringBuilder(check.condition());
        replacements.forEach(
                each -> text.replace(each.span().start(), each.span().end(), each.text()));
        return text.toString();
    }

    /// Answers a name as SQL has it, in quotes where it needs them.
    static String nameText(String name) {
        return SqlText.of(new Identifier(name, !isPlain(name), Span.NONE));
    }

    private static boolean isPlain(String name) {
        try {
            return Parser.parseExpression(name) instanceof Expression.ColumnRef(var parsed, var span)
                    && parsed.parts()
                            .equals(List.of(
                                    new Identifier(name, false, parsed.last().span())));
        } catch (AlmagestException needsQuotes) {
            return false;
        }
    }

    /// Answers whether a check names a column.
    static boolean names(CheckRule check, TableSchema schema, String table, int position) {
        return RULES.check(check, schema, table).mentions().containsKey(position);
    }
}
