package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The metadata as DBeaver and SQuirreL walk it: schemas, their tables, of each its columns, keys and
/// indexes, then everything else there is.
class MetaDataWalkTest {
    private Connection connection;
    private DatabaseMetaData metadata;

    @BeforeEach
    void open() throws SQLException {
        connection = TestDatabase.inMemory();
        metadata = connection.getMetaData();
        TestDatabase.run(
                connection,
                "CREATE SCHEMA sky",
                "CREATE TABLE star (id BIGINT NOT NULL, ra DOUBLE, v DOUBLE[3], name VARCHAR DEFAULT 'x')",
                "CREATE TABLE sky.\"Odd % name_\" (\"a b\" DECIMAL(12, 4), u UBIGINT, t TIMESTAMPTZ)",
                "CREATE VIEW bright AS SELECT id, ra FROM star");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private static List<String> column(ResultSet rows, String label) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (rows) {
            while (rows.next()) {
                texts.add(rows.getString(label));
            }
        }
        return texts;
    }

    /// Every table that is listed has columns, numbered from 1, which a query of it gives by the same
    /// names, types and sizes.
    @Test
    void tablesColumnsAndResultsAgree() throws SQLException {
        int tables = 0;
        for (String schema : column(metadata.getSchemas(null, "%"), "TABLE_SCHEM")) {
            for (String table : column(metadata.getTables(null, schema, "%", null), "TABLE_NAME")) {
                checkTable(schema, table);
                tables++;
            }
        }
        assertTrue(tables >= 3, "tables: " + tables);
        assertEquals(
                column(metadata.getTables(null, null, "%", null), "TABLE_NAME").stream()
                        .sorted()
                        .toList(),
                column(
                                metadata.getTables("", null, null, new String[] {"TABLE", "VIEW", "LOCAL TEMPORARY"}),
                                "TABLE_NAME")
                        .stream()
                        .sorted()
                        .toList());
    }

    private void checkTable(String schema, String table) throws SQLException {
        String pattern = table.replace("_", metadata.getSearchStringEscape() + "_")
                .replace("%", metadata.getSearchStringEscape() + "%");
        String quote = metadata.getIdentifierQuoteString();
        try (Statement statement = connection.createStatement();
                ResultSet columns = metadata.getColumns(null, schema, pattern, "%");
                ResultSet rows = statement.executeQuery(
                        "SELECT * FROM " + quote + schema + quote + "." + quote + table + quote + " WHERE 1 = 0")) {
            ResultSetMetaData result = rows.getMetaData();
            int place = 0;
            while (columns.next()) {
                place++;
                assertEquals(table, columns.getString("TABLE_NAME"));
                assertEquals(place, columns.getInt("ORDINAL_POSITION"));
                assertEquals(result.getColumnName(place), columns.getString("COLUMN_NAME"));
                assertEquals(result.getColumnType(place), columns.getInt("DATA_TYPE"), table);
                assertEquals(result.getColumnTypeName(place), columns.getString("TYPE_NAME"));
            }
            assertEquals(result.getColumnCount(), place, schema + "." + table);
        }
        for (ResultSet none : List.of(
                metadata.getPrimaryKeys(null, schema, table),
                metadata.getImportedKeys(null, schema, table),
                metadata.getExportedKeys(null, schema, table),
                metadata.getIndexInfo(null, schema, table, false, true),
                metadata.getVersionColumns(null, schema, table))) {
            try (none) {
                assertFalse(none.next());
            }
        }
    }

    /// Types of columns are among the types that the database says it has.
    @Test
    void typesOfColumnsAreListed() throws SQLException {
        List<String> types = column(metadata.getTypeInfo(), "TYPE_NAME");
        try (ResultSet columns = metadata.getColumns(null, null, "%", "%")) {
            while (columns.next()) {
                String type = columns.getString("TYPE_NAME").replaceAll("\\(.*\\)|\\[.*\\]", "");
                assertTrue(types.contains(type), type + " is not in " + types);
            }
        }
    }

    /// Every method is called, with nothing and with wildcards for what it wants to know; every list can
    /// be read through by label and number.
    @Test
    void everyMethodAnswers() throws Exception {
        int called = 0;
        for (Method method : DatabaseMetaData.class.getMethods()) {
            if (method.getDeclaringClass() != DatabaseMetaData.class) {
                continue;
            }
            for (String text : new String[] {null, "%", "star"}) {
                Object answer = call(method, text);
                if (answer instanceof ResultSet rows) {
                    readThrough(method, rows);
                } else if (!method.getName().equals("getRowIdLifetime")) {
                    assertNotNull(answer, method.toString());
                }
                called++;
            }
        }
        assertTrue(called > 500, "called " + called);
    }

    private Object call(Method method, String text) throws Exception {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            Class<?> type = method.getParameterTypes()[i];
            arguments[i] =
                    type == String.class ? text : type == int.class ? (Object) 1 : type == boolean.class ? true : null;
        }
        try {
            return method.invoke(metadata, arguments);
        } catch (InvocationTargetException failed) {
            throw new AssertionError(method + " with " + text, failed.getCause());
        }
    }

    private static void readThrough(Method method, ResultSet rows) throws SQLException {
        try (rows) {
            ResultSetMetaData columns = rows.getMetaData();
            assertTrue(columns.getColumnCount() > 0, method.toString());
            while (rows.next()) {
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    assertEquals(rows.getString(i), rows.getString(columns.getColumnLabel(i)), method.toString());
                }
            }
        }
    }
}
