package org.almagest.sql.session;

import static org.almagest.sql.session.SystemTables.number;
import static org.almagest.sql.session.SystemTables.orNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.schema.CheckRule;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;

/// The views of the SQL standard's `information_schema`, with the columns that PostgreSQL gives them
/// as far as they say something here, in its order.
final class InformationSchema {
    static final String NAME = "information_schema";
    static final List<String> VIEWS = List.of(
            "check_constraints", "columns", "key_column_usage", "schemata", "table_constraints", "tables", "views");

    /// There is one database in a process: the catalog of the standard.
    private static final Value CATALOG = Value.of("almagest");

    private static final Value YES = Value.of("YES");
    private static final Value NO = Value.of("NO");

    private final Listed listed;

    InformationSchema(Listed listed) {
        this.listed = listed;
    }

    /// Answers a view; empty where there is none of the name.
    Optional<ListedRows> view(String name) {
        return switch (name) {
            case "schemata" -> Optional.of(schemata());
            case "tables" -> Optional.of(tables());
            case "columns" -> Optional.of(columns());
            case "views" -> Optional.of(views());
            case "table_constraints" -> Optional.of(tableConstraints());
            case "key_column_usage" -> Optional.of(keyColumnUsage());
            case "check_constraints" -> Optional.of(checkConstraints());
            default -> Optional.empty();
        };
    }

    private static ListedRows rows(String name, List<ResultColumn> columns, List<List<Value>> rows) {
        return new ListedRows(NAME + "." + name, ListedRows.schema(columns), rows);
    }

    private static List<ResultColumn> texts(String... names) {
        return Arrays.stream(names).map(SystemTables::text).toList();
    }

    private ListedRows schemata() {
        List<List<Value>> rows = new ArrayList<>();
        for (String name : listed.schemas().keySet()) {
            rows.add(List.of(CATALOG, Value.of(name), CATALOG));
        }
        rows.add(List.of(CATALOG, Value.of(NAME), CATALOG));
        return rows("schemata", texts("catalog_name", "schema_name", "schema_owner"), rows);
    }

    private ListedRows tables() {
        List<List<Value>> rows = new ArrayList<>();
        for (Listed.Table each : listed.tables()) {
            String kind = each.temporary() ? "LOCAL TEMPORARY" : "BASE TABLE";
            String description = each.table().schema().description();
            rows.add(table(each.schema(), each.table().name(), kind, YES, description));
        }
        for (Listed.View view : listed.views()) {
            rows.add(table(
                    view.schema(), view.name(), "VIEW", NO, view.definition().description()));
        }
        for (String name : VIEWS) {
            rows.add(table(NAME, name, "VIEW", NO, ""));
        }
        List<ResultColumn> columns = texts(
                "table_catalog", "table_schema", "table_name", "table_type", "is_insertable_into", "table_comment");
        return rows("tables", columns, rows);
    }

    private static List<Value> table(String schema, String name, String kind, Value insertable, String comment) {
        return List.of(CATALOG, Value.of(schema), Value.of(name), Value.of(kind), insertable, orNull(comment));
    }

    private ListedRows columns() {
        List<List<Value>> rows = new ArrayList<>();
        for (Listed.Column column : listed.columns()) {
            boolean nullable = column.stored().map(ColumnDefinition::nullable).orElse(true);
            rows.add(List.of(
                    CATALOG,
                    Value.of(column.schema()),
                    Value.of(column.relation()),
                    Value.of(column.name()),
                    Value.of((long) column.position()),
                    orNull(column.defaultText()),
                    nullable ? YES : NO,
                    Value.of(column.type().sqlName()),
                    precision(column.type()),
                    radix(column.type()),
                    scale(column.type()),
                    orNull(column.meaning().description()),
                    orNull(column.meaning().unit()),
                    orNull(column.meaning().ucd())));
        }
        List<ResultColumn> columns =
                new ArrayList<>(texts("table_catalog", "table_schema", "table_name", "column_name"));
        columns.add(number("ordinal_position"));
        columns.addAll(texts("column_default", "is_nullable", "data_type"));
        columns.addAll(
                List.of(number("numeric_precision"), number("numeric_precision_radix"), number("numeric_scale")));
        columns.addAll(texts("column_comment", "unit", "ucd"));
        return rows("columns", columns, rows);
    }

    private static Value precision(DataType type) {
        return switch (type) {
            case DecimalType decimal -> Value.of((long) decimal.precision());
            case ScalarType scalar ->
                switch (scalar) {
                    case TINYINT, UTINYINT -> Value.of(8L);
                    case SMALLINT, USMALLINT -> Value.of(16L);
                    case INTEGER, UINTEGER -> Value.of(32L);
                    case BIGINT, UBIGINT -> Value.of(64L);
                    case REAL -> Value.of(24L);
                    case DOUBLE -> Value.of(53L);
                    default -> Value.NULL;
                };
            default -> Value.NULL;
        };
    }

    private static Value radix(DataType type) {
        return precision(type).isNull() ? Value.NULL : Value.of(type instanceof DecimalType ? 10L : 2L);
    }

    private static Value scale(DataType type) {
        if (type instanceof DecimalType decimal) {
            return Value.of((long) decimal.scale());
        }
        return type.isInteger() ? Value.of(0L) : Value.NULL;
    }

    private ListedRows views() {
        List<List<Value>> rows = new ArrayList<>();
        for (Listed.View view : listed.views()) {
            rows.add(List.of(
                    CATALOG,
                    Value.of(view.schema()),
                    Value.of(view.name()),
                    Value.of(view.definition().query()),
                    Value.of("NONE"),
                    NO,
                    NO));
        }
        List<ResultColumn> columns = texts(
                "table_catalog",
                "table_schema",
                "table_name",
                "view_definition",
                "check_option",
                "is_updatable",
                "is_insertable_into");
        return rows("views", columns, rows);
    }

    /// A constraint with the table that it is of; NOT NULL counts as a check, as in the standard.
    private record Constraint(Listed.Table table, String name, String clause) {}

    private List<Constraint> constraints() {
        List<Constraint> constraints = new ArrayList<>();
        for (Listed.Table each : listed.tables()) {
            for (CheckRule check : each.table().schema().rules().checks()) {
                constraints.add(new Constraint(each, check.name(), check.condition()));
            }
            for (ColumnDefinition column : each.table().schema().columns()) {
                if (!column.nullable()) {
                    String name = each.table().name() + "_" + column.name() + "_not_null";
                    constraints.add(new Constraint(each, name, TableSchemas.nameText(column.name()) + " IS NOT NULL"));
                }
            }
        }
        return constraints;
    }

    private ListedRows tableConstraints() {
        List<List<Value>> rows = new ArrayList<>();
        for (Listed.Table each : listed.tables()) {
            for (IndexDescription key : each.table().uniqueIndexes()) {
                rows.add(constraint(each, key.name(), each.table().isPrimary(key) ? "PRIMARY KEY" : "UNIQUE"));
            }
        }
        constraints().forEach(check -> rows.add(constraint(check.table(), check.name(), "CHECK")));
        List<ResultColumn> columns =
                constraintColumns("constraint_type", "is_deferrable", "initially_deferred", "enforced");
        return rows("table_constraints", columns, rows);
    }

    /// Answers the columns that tell of a constraint and its table, and others behind them.
    private static List<ResultColumn> constraintColumns(String... others) {
        List<ResultColumn> columns = new ArrayList<>(texts(
                "constraint_catalog",
                "constraint_schema",
                "constraint_name",
                "table_catalog",
                "table_schema",
                "table_name"));
        columns.addAll(texts(others));
        return columns;
    }

    private static List<Value> constraint(Listed.Table table, String name, String kind) {
        Value schema = Value.of(table.schema());
        Value tableName = Value.of(table.table().name());
        return List.of(CATALOG, schema, Value.of(name), CATALOG, schema, tableName, Value.of(kind), NO, NO, YES);
    }

    private ListedRows keyColumnUsage() {
        List<List<Value>> rows = new ArrayList<>();
        for (Listed.Table each : listed.tables()) {
            Value schema = Value.of(each.schema());
            for (IndexDescription key : each.table().uniqueIndexes()) {
                long place = 1;
                for (int column : key.columns()) {
                    rows.add(List.of(
                            CATALOG,
                            schema,
                            Value.of(key.name()),
                            CATALOG,
                            schema,
                            Value.of(each.table().name()),
                            Value.of(each.table().schema().column(column).name()),
                            Value.of(place++)));
                }
            }
        }
        List<ResultColumn> columns = constraintColumns("column_name");
        columns.add(number("ordinal_position"));
        return rows("key_column_usage", columns, rows);
    }

    private ListedRows checkConstraints() {
        List<List<Value>> rows = new ArrayList<>();
        for (Constraint constraint : constraints()) {
            rows.add(List.of(
                    CATALOG,
                    Value.of(constraint.table().schema()),
                    Value.of(constraint.name()),
                    Value.of(constraint.clause())));
        }
        return rows(
                "check_constraints",
                texts("constraint_catalog", "constraint_schema", "constraint_name", "check_clause"),
                rows);
    }
}
