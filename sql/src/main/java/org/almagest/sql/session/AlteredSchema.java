package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.CheckRule;
import org.almagest.columnar.schema.ColumnDefault;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.TableLayout;
import org.almagest.columnar.schema.TableRules;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.Constants;
import org.almagest.exec.expression.Expression;
import org.almagest.sql.ast.AlterAction;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.Span;

/// A table's schema while ALTER TABLE changes it, action by action, and what the rows that are there
/// must satisfy for it.
final class AlteredSchema {
    private final String table;
    private final List<Demand> demands = new ArrayList<>();
    private TableSchema schema;

    /// What no row may be: a condition in SQL, and the failure that a row of this kind is.
    record Demand(String violation, SqlState state, String message, Span span) {}

    AlteredSchema(TableSchema schema, String table) {
        this.schema = schema;
        this.table = table;
    }

    TableSchema schema() {
        return schema;
    }

    List<Demand> demands() {
        return demands;
    }

    void apply(AlterAction action) {
        switch (action) {
            case AlterAction.AddColumn add -> add(add);
            case AlterAction.DropColumn drop -> drop(drop);
            case AlterAction.RenameColumn(Identifier from, Identifier to, var span) -> rename(from, to);
            case AlterAction.SetDefault(Identifier name, var value, var span) ->
                change(
                        name,
                        column -> column.withAbsent(column.absent()
                                .withExpression(value.map(written -> TableSchemas.text(written, column))
                                        .orElse(""))));
            case AlterAction.SetNotNull(Identifier name, boolean notNull, var span) -> setNotNull(name, notNull);
            case AlterAction.SetMeaning meaning ->
                change(meaning.column(), column -> column.withMeaning(meaning(column.meaning(), meaning)));
            case AlterAction.AddConstraint(var constraint, var span) -> {
                schema = TableSchemas.with(schema, table, constraint);
                demand(schema.rules().checks().getLast(), span);
            }
            case AlterAction.DropConstraint drop -> dropConstraint(drop);
            case AlterAction.SetType type ->
                throw Session.unsupported("another type for a column", type.span())
                        .hint("CREATE TABLE ... AS SELECT with a cast makes a table with the new type");
            case AlterAction.RenameTable rename ->
                throw new IllegalArgumentException("the name of a table is not in its schema: " + rename);
        }
    }

    private void change(Identifier name, java.util.function.UnaryOperator<ColumnDefinition> change) {
        schema = Comments.changed(schema, name, change);
    }

    private void add(AlterAction.AddColumn add) {
        Identifier name = add.column().name();
        if (isTaken(name)) {
            if (add.ifNotExists()) {
                return;
            }
            throw duplicate(name);
        }
        ColumnDefinition column = TableSchemas.added(schema.nextColumnId(), add.column());
        Value before = before(column, add.column());
        column = column.withAbsent(new ColumnDefault(column.absent().expression(), before));
        List<ColumnDefinition> columns = new ArrayList<>(schema.columns());
        columns.add(column);
        int checks = schema.rules().checks().size();
        schema = TableSchemas.withChecks(schema.withColumns(columns), table, add.column());
        if (!column.nullable() && before.isNull()) {
            demandNotNull(column, add.span());
        }
        schema.rules()
                .checks()
                .subList(checks, schema.rules().checks().size())
                .forEach(check -> demand(check, add.span()));
    }

    /// Evaluates a DEFAULT once: rows that are there have the same value, which no file holds.
    private static Value before(ColumnDefinition column, org.almagest.sql.ast.ColumnDefinition written) {
        Expression value = TableSchemas.defaultOf(column);
        if (!Constants.isConstant(value)) {
            throw AlmagestException.of(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            "the DEFAULT of a column that is added must be the same for every row")
                    .at(written.defaultValue().orElseThrow().span().start())
                    .hint("add the column without it, then ALTER COLUMN ... SET DEFAULT");
        }
        return Constants.evaluate(value);
    }

    private boolean isTaken(Identifier name) {
        return schema.columns().stream().anyMatch(column -> column.name().equalsIgnoreCase(name.name()));
    }

    private static AlmagestException duplicate(Identifier name) {
        return AlmagestException.of(SqlState.DUPLICATE_COLUMN, "there is already a column " + name.name())
                .at(name.span().start());
    }

    private void drop(AlterAction.DropColumn drop) {
        Identifier name = drop.column();
        if (drop.ifExists() && schema.position(name.name()).isEmpty()) {
            return;
        }
        int position = Comments.position(schema, name);
        ColumnDefinition column = schema.column(position);
        if (schema.columnCount() == 1) {
            throw AlmagestException.of(SqlState.INVALID_TABLE_DEFINITION, "a table needs at least one column")
                    .at(name.span().start())
                    .hint("DROP TABLE drops it whole");
        }
        TableLayout layout = schema.layout();
        if (layout.clustering().columns().contains(column.id())) {
            throw AlmagestException.of(
                            SqlState.DEPENDENT_OBJECTS, "the table is clustered by the column " + column.name())
                    .at(name.span().start())
                    .hint("CREATE TABLE ... AS SELECT makes a table without it");
        }
        List<CheckRule> checks = schema.rules().checks().stream()
                .filter(check -> !TableSchemas.names(check, schema, table, position))
                .toList();
        TableRules rules = new TableRules(checks, schema.nextColumnId());
        List<ColumnDefinition> columns = new ArrayList<>(schema.columns());
        columns.remove(position);
        List<Integer> bloom =
                layout.bloom().stream().filter(id -> id != column.id()).toList();
        schema = new TableSchema(columns, schema.description(), schema.properties(), layout.withBloom(bloom), rules);
    }

    private void rename(Identifier from, Identifier to) {
        int position = Comments.position(schema, from);
        boolean sameColumn = schema.column(position).name().equalsIgnoreCase(to.name());
        if (isTaken(to) && !sameColumn) {
            throw duplicate(to);
        }
        List<CheckRule> checks = schema.rules().checks().stream()
                .map(check ->
                        new CheckRule(check.name(), TableSchemas.renamed(check, schema, table, Map.of(position, to))))
                .toList();
        schema = schema.withRules(schema.rules().withChecks(checks));
        change(from, column -> column.withName(to.name()));
    }

    private void setNotNull(Identifier name, boolean notNull) {
        change(name, column -> column.withNullable(!notNull));
        if (notNull) {
            demandNotNull(schema.column(Comments.position(schema, name)), name.span());
        }
    }

    private static ColumnMeaning meaning(ColumnMeaning before, AlterAction.SetMeaning change) {
        String value = change.value().orElse("");
        return switch (change.meaning()) {
            case UNIT -> before.withUnit(value);
            case UCD -> before.withUcd(value);
            case COMMENT -> before.withDescription(value);
        };
    }

    private void dropConstraint(AlterAction.DropConstraint drop) {
        List<CheckRule> checks = schema.rules().checks();
        List<CheckRule> left = checks.stream()
                .filter(check -> !check.name().equals(drop.name().name()))
                .toList();
        if (left.size() == checks.size() && !drop.ifExists()) {
            throw AlmagestException.of(
                            SqlState.UNDEFINED_OBJECT,
                            "there is no constraint " + drop.name().name())
                    .at(drop.name().span().start())
                    .hint(NearestName.question(
                            drop.name().name(),
                            checks.stream().map(CheckRule::name).toList()));
        }
        schema = schema.withRules(schema.rules().withChecks(left));
    }

    private void demandNotNull(ColumnDefinition column, Span span) {
        demands.add(new Demand(
                TableSchemas.nameText(column.name()) + " IS NULL",
                SqlState.NOT_NULL_VIOLATION,
                "the column " + column.name() + " cannot be NOT NULL, for a row has NULL there",
                span));
    }

    private void demand(CheckRule check, Span span) {
        demands.add(new Demand(
                "NOT (" + check.condition() + ")",
                SqlState.CHECK_VIOLATION,
                "a row of table " + table + " violates the check " + check.name(),
                span));
    }
}
