package org.almagest.sql.session;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.scan.LikePattern;
import org.almagest.columnar.type.Value;
import org.almagest.rowstore.TableSnapshot;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.SessionStatement;
import org.almagest.sql.bind.Catalog;

/// SHOW TABLES, VIEWS and SCHEMAS, of one schema or of all, by a pattern of names.
final class ObjectListing {
    private final SessionStatement.ShowObjects show;
    private final Listed listed;

    ObjectListing(SessionStatement.ShowObjects show, Listed listed) {
        this.show = show;
        this.listed = listed;
        show.schema()
                .filter(schema -> !listed.schemas().containsKey(schema.name()))
                .ifPresent(schema -> {
                    throw Catalog.unknownSchema(schema);
                });
    }

    private boolean isWanted(String schema, String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        return show.schema().map(Identifier::name).map(schema::equals).orElse(true)
                && show.like()
                        .map(pattern -> LikePattern.of(pattern, '\\').matches(bytes, 0, bytes.length))
                        .orElse(true);
    }

    static final List<ResultColumn> TABLE_COLUMNS = List.of(
            SystemTables.text("name"),
            SystemTables.number("rows"),
            SystemTables.number("columns"),
            SystemTables.text("description"),
            SystemTables.text("layout"),
            SystemTables.text("schema"));

    List<List<Value>> tables() {
        List<List<Value>> rows = new ArrayList<>();
        for (Listed.Table each : listed.tables()) {
            TableSnapshot table = each.table();
            if (isWanted(each.schema(), table.name())) {
                rows.add(List.of(
                        Value.of(table.name()),
                        Value.of(table.rowCount().orElse(0)),
                        Value.of((long) table.schema().columnCount()),
                        SystemTables.orNull(table.schema().description()),
                        SystemTables.orNull(table.schema().layout().text(table.schema())),
                        Value.of(each.schema())));
            }
        }
        return rows;
    }

    static final List<ResultColumn> VIEW_COLUMNS = List.of(
            SystemTables.text("name"),
            SystemTables.text("schema"),
            SystemTables.text("description"),
            SystemTables.text("query"));

    List<List<Value>> views() {
        List<List<Value>> rows = new ArrayList<>();
        for (Listed.View view : listed.views()) {
            if (isWanted(view.schema(), view.name())) {
                rows.add(List.of(
                        Value.of(view.name()),
                        Value.of(view.schema()),
                        SystemTables.orNull(view.definition().description()),
                        Value.of(view.definition().query())));
            }
        }
        return rows;
    }

    static final List<ResultColumn> SCHEMA_COLUMNS =
            List.of(SystemTables.text("name"), SystemTables.text("description"));

    List<List<Value>> schemas() {
        List<List<Value>> rows = new ArrayList<>();
        listed.schemas().forEach((name, words) -> {
            if (isWanted(name, name)) {
                rows.add(List.of(Value.of(name), SystemTables.orNull(words)));
            }
        });
        return rows;
    }
}
