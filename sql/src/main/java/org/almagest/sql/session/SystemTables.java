package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.almagest.columnar.scan.IndexDescription;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.rowstore.TableSnapshot;

/// `almagest_tables()` and its like: what the database says of itself, in columns of its own words.
final class SystemTables {
    static final List<String> NAMES = List.of(
            "almagest_tables",
            "almagest_columns",
            "almagest_views",
            "almagest_schemas",
            "almagest_segments",
            "almagest_indexes",
            "almagest_settings",
            "almagest_buffer_pool",
            "almagest_feedback");

    private final Listed listed;
    private final Settings settings;
    private final Engine engine;

    SystemTables(Listed listed, Settings settings, Engine engine) {
        this.listed = listed;
        this.settings = settings;
        this.engine = engine;
    }

    /// Answers the rows of a function; empty where there is none of the name.
    Optional<ListedRows> function(String name) {
        return switch (name) {
            case "almagest_tables" -> Optional.of(tables());
            case "almagest_columns" -> Optional.of(columns());
            case "almagest_views" -> Optional.of(views());
            case "almagest_schemas" -> Optional.of(schemas());
            case "almagest_segments" -> Optional.of(segments());
            case "almagest_indexes" -> Optional.of(indexes());
            case "almagest_settings" -> Optional.of(settings());
            case "almagest_buffer_pool" ->
                Optional.of(BufferPoolTable.of(engine.pool().statistics()));
            case "almagest_feedback" -> Optional.of(FeedbackTable.of(engine.feedback(), listed.tables()));
            default -> Optional.empty();
        };
    }

    static ResultColumn text(String name) {
        return Session.column(name, ScalarType.VARCHAR);
    }

    static ResultColumn number(String name) {
        return Session.column(name, ScalarType.BIGINT);
    }

    private static ResultColumn truth(String name) {
        return Session.column(name, ScalarType.BOOLEAN);
    }

    /// Answers NULL for an empty text.
    static Value orNull(String text) {
        return text.isEmpty() ? Value.NULL : Value.of(text);
    }

    private ListedRows tables() {
        List<List<Value>> rows = new ArrayList<>();
        for (Listed.Table each : listed.tables()) {
            TableSnapshot table = each.table();
            long bytes = table.segments().stream()
                    .mapToLong(segment -> segment.description().bytes())
                    .sum();
            rows.add(List.of(
                    Value.of(each.schema()),
                    Value.of(table.name()),
                    Value.of(each.temporary()),
                    Value.of(table.rowCount().orElse(0)),
                    Value.of(table.deltaRows()),
                    Value.of((long) table.schema().columnCount()),
                    Value.of((long) table.segments().size()),
                    Value.of(bytes),
                    orNull(table.schema().layout().text(table.schema())),
                    orNull(table.schema().description())));
        }
        return new ListedRows(
                "almagest_tables()",
                ListedRows.schema(List.of(
                        text("schema_name"),
                        text("table_name"),
                        truth("temporary"),
                        number("rows"),
                        number("delta_rows"),
                        number("columns"),
                        number("segments"),
                        number("bytes"),
                        text("layout"),
                        text("description"))),
                rows);
    }

    private ListedRows columns() {
        List<List<Value>> rows = new ArrayList<>();
        for (Listed.Column each : listed.columns()) {
            ColumnMeaning meaning = each.meaning();
            rows.add(List.of(
                    Value.of(each.schema()),
                    Value.of(each.relation()),
                    Value.of(each.name()),
                    Value.of((long) each.position()),
                    Value.of(each.type().sqlName()),
                    Value.of(each.stored().map(ColumnDefinition::nullable).orElse(true)),
                    orNull(each.defaultText()),
                    orNull(meaning.unit()),
                    orNull(meaning.ucd()),
                    orNull(meaning.utype()),
                    orNull(meaning.description())));
        }
        return new ListedRows(
                "almagest_columns()",
                ListedRows.schema(List.of(
                        text("schema_name"),
                        text("table_name"),
                        text("column_name"),
                        number("position"),
                        text("type"),
                        truth("nullable"),
                        text("default"),
                        text("unit"),
                        text("ucd"),
                        text("utype"),
                        text("description"))),
                rows);
    }

    private ListedRows views() {
        List<List<Value>> rows = new ArrayList<>();
        for (Listed.View view : listed.views()) {
            rows.add(List.of(
                    Value.of(view.schema()),
                    Value.of(view.name()),
                    Value.of(view.temporary()),
                    Value.of(view.definition().query()),
                    orNull(view.definition().description())));
        }
        return new ListedRows(
                "almagest_views()",
                ListedRows.schema(List.of(
                        text("schema_name"),
                        text("view_name"),
                        truth("temporary"),
                        text("query"),
                        text("description"))),
                rows);
    }

    private ListedRows schemas() {
        List<List<Value>> rows = new ArrayList<>();
        listed.schemas().forEach((name, words) -> rows.add(List.of(Value.of(name), orNull(words))));
        return new ListedRows(
                "almagest_schemas()", ListedRows.schema(List.of(text("schema_name"), text("description"))), rows);
    }

    private ListedRows segments() {
        List<List<Value>> rows = new ArrayList<>();
        for (Listed.Table each : listed.tables()) {
            int number = 0;
            for (SegmentFile segment : each.table().segments()) {
                rows.add(List.of(
                        Value.of(each.schema()),
                        Value.of(each.table().name()),
                        Value.of(segment.description().path()),
                        Value.of(segment.description().rows()),
                        Value.of(each.table().deletedRows(number++)),
                        Value.of(segment.description().bytes())));
            }
        }
        return new ListedRows(
                "almagest_segments()",
                ListedRows.schema(List.of(
                        text("schema_name"),
                        text("table_name"),
                        text("file"),
                        number("rows"),
                        number("deleted_rows"),
                        number("bytes"))),
                rows);
    }

    private ListedRows indexes() {
        List<List<Value>> rows = new ArrayList<>();
        for (Listed.Table each : listed.tables()) {
            for (IndexDescription index : each.table().indexes()) {
                String columns = index.columns().stream()
                        .map(column -> each.table().schema().column(column).name())
                        .collect(Collectors.joining(", "));
                rows.add(List.of(
                        Value.of(each.schema()),
                        Value.of(each.table().name()),
                        Value.of(index.name()),
                        Value.of(index.method().sqlName()),
                        Value.of(columns),
                        Value.of(index.entries()),
                        Value.of(index.bytes()),
                        Value.of((long) index.segments()),
                        Value.of((long) index.allSegments()),
                        Value.of(each.table().isUnique(index)),
                        Value.of(each.table().isPrimary(index))));
            }
        }
        return new ListedRows(
                "almagest_indexes()",
                ListedRows.schema(List.of(
                        text("schema_name"),
                        text("table_name"),
                        text("index_name"),
                        text("method"),
                        text("columns"),
                        number("entries"),
                        number("bytes"),
                        number("segments"),
                        number("all_segments"),
                        truth("unique_keys"),
                        truth("primary_key"))),
                rows);
    }

    private ListedRows settings() {
        List<List<Value>> rows = new ArrayList<>();
        new TreeMap<>(settings.all())
                .forEach((name, value) ->
                        rows.add(List.of(Value.of(name), Value.of(value), Value.of(Settings.isChangeable(name)))));
        return new ListedRows(
                "almagest_settings()",
                ListedRows.schema(List.of(text("name"), text("value"), truth("changeable"))),
                rows);
    }
}
