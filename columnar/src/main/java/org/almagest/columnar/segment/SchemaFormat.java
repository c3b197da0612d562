package org.almagest.columnar.segment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.TypeNames;

/// Layout of a schema in a footer. A text is a u32 length and UTF-8 bytes.
///
/// ```text
/// text  description of the table
/// u32   properties; each: text key, text value
/// u32   columns; each:
///       u32 id, text name, text type (canonical SQL name), u8 physical type (its ordinal),
///       u8 1 if nullable, texts unit, UCD, utype, display format, description
/// ```
final class SchemaFormat {
    private SchemaFormat() {}

    static void write(TableSchema schema, FooterOutput out) {
        out.text(schema.description());
        out.i32(schema.properties().size());
        schema.properties().forEach((key, value) -> {
            out.text(key);
            out.text(value);
        });
        out.i32(schema.columnCount());
        for (ColumnDefinition column : schema.columns()) {
            out.i32(column.id());
            out.text(column.name());
            out.text(column.type().sqlName());
            out.u8(column.type().physical().ordinal());
            out.u8(column.nullable() ? 1 : 0);
            ColumnMeaning meaning = column.meaning();
            out.text(meaning.unit());
            out.text(meaning.ucd());
            out.text(meaning.utype());
            out.text(meaning.display());
            out.text(meaning.description());
        }
    }

    static TableSchema read(FooterInput in) {
        String description = in.text();
        Map<String, String> properties = new LinkedHashMap<>();
        int propertyCount = in.count(8);
        for (int i = 0; i < propertyCount; i++) {
            String key = in.text();
            properties.put(key, in.text());
        }
        int columnCount = in.count(34);
        List<ColumnDefinition> columns = new ArrayList<>();
        for (int i = 0; i < columnCount; i++) {
            columns.add(readColumn(in));
        }
        try {
            return new TableSchema(columns, description, properties);
        } catch (IllegalArgumentException wrong) {
            throw in.corrupt("a schema in which " + wrong.getMessage(), "a valid one");
        }
    }

    private static ColumnDefinition readColumn(FooterInput in) {
        int id = in.i32();
        String name = in.text();
        in.require(id >= 0 && !name.isEmpty(), "column " + id + " named '" + name + "'", "an id and a name");
        String typeName = in.text();
        DataType type = TypeNames.parse(typeName)
                .orElseThrow(() -> in.corrupt("the type " + typeName, "a type that this version knows"));
        int physical = in.u8();
        in.require(
                physical < PhysicalType.values().length && PhysicalType.values()[physical] == type.physical(),
                "physical type " + physical,
                type.physical().toString());
        boolean nullable = in.u8() != 0;
        ColumnMeaning meaning = new ColumnMeaning(in.text(), in.text(), in.text(), in.text(), in.text());
        return new ColumnDefinition(id, name, type, nullable, meaning);
    }
}
