package org.almagest.rowstore.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.IndexKeys;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.TypeNames;

/// Writes and reads a table's schema with all that its columns mean.
///
/// ```text
/// schema    text description, u32 n, n x (text keyword, text value), u32 m, m x column
/// column    u32 id, text name, text type, u8 nullable,
///           text unit, text ucd, text utype, text display, text description
/// ```
///
/// A type is its SQL name, such as `DECIMAL(10,2)` or `REAL[2,3]`.
public final class SchemaCodec {
    private static final int LEAST_COLUMN_BYTES = 4 + 4 + 4 + 1 + 5 * 4;

    private SchemaCodec() {}

    public static void write(FieldWriter out, TableSchema schema) {
        out.text(schema.description());
        out.u32(schema.properties().size());
        schema.properties().forEach((keyword, value) -> out.text(keyword).text(value));
        out.u32(schema.columnCount());
        for (ColumnDefinition column : schema.columns()) {
            ColumnMeaning meaning = column.meaning();
            out.u32(column.id()).text(column.name()).text(column.type().sqlName());
            out.u8(column.nullable() ? 1 : 0);
            out.text(meaning.unit()).text(meaning.ucd()).text(meaning.utype());
            out.text(meaning.display()).text(meaning.description());
        }
    }

    public static TableSchema read(FieldReader in) {
        String description = in.text();
        Map<String, String> properties = new LinkedHashMap<>();
        for (int left = in.count(8); left > 0; left--) {
            properties.put(in.text(), in.text());
        }
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int left = in.count(LEAST_COLUMN_BYTES); left > 0; left--) {
            columns.add(readColumn(in));
        }
        try {
            return new TableSchema(columns, description, properties);
        } catch (IllegalArgumentException e) {
            throw in.wrong("a schema in which " + e.getMessage(), "a valid schema");
        }
    }

    private static ColumnDefinition readColumn(FieldReader in) {
        int id = in.u32();
        if (id >= IndexKeys.leastReservedId()) {
            throw in.wrong("the column id " + id, "one below " + IndexKeys.leastReservedId());
        }
        String name = in.text();
        String typeName = in.text();
        DataType type = TypeNames.parse(typeName)
                .filter(parsed -> parsed.sqlName().equals(typeName))
                .orElseThrow(() -> in.wrong("the type " + typeName, "a type that this version knows"));
        boolean nullable = in.u8() != 0;
        ColumnMeaning meaning = new ColumnMeaning(in.text(), in.text(), in.text(), in.text(), in.text());
        try {
            return new ColumnDefinition(id, name, type, nullable, meaning);
        } catch (IllegalArgumentException e) {
            throw in.wrong("a column of which " + e.getMessage(), "a valid column");
        }
    }
}
