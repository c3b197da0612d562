package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What tools ask about the database and its results.
class MetaDataTest {
    private Connection connection;
    private DatabaseMetaData metadata;

    @BeforeEach
    void open() throws SQLException {
        connection = TestDatabase.inMemory();
        metadata = connection.getMetaData();
        TestDatabase.run(
                connection,
                "CREATE TABLE star (id BIGINT NOT NULL, ra DOUBLE UNIT 'deg' UCD 'pos.eq.ra' COMMENT 'right ascension',"
                        + " flux DECIMAL(10,3), flags UBIGINT)",
                "CREATE TABLE galaxy (id BIGINT)");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    private static List<String> column(ResultSet rows, String label) throws SQLException {
        List<String> texts = new java.util.ArrayList<>();
        while (rows.next()) {
            texts.add(rows.getString(label));
        }
        return texts;
    }

    @Test
    void listsTables() throws SQLException {
        assertEquals(List.of("galaxy", "star"), column(metadata.getTables(null, null, null, null), "TABLE_NAME"));
        assertEquals(
                List.of("star"), column(metadata.getTables("", "main", "ST%", new String[] {"TABLE"}), "TABLE_NAME"));
        assertEquals(List.of("star"), column(metadata.getTables(null, null, "s_a_", null), "TABLE_NAME"));
        assertEquals(List.of(), column(metadata.getTables(null, null, "s\\_ar", null), "TABLE_NAME"));
        assertEquals(List.of(), column(metadata.getTables(null, null, "%", new String[] {"VIEW"}), "TABLE_NAME"));
        assertEquals(List.of(), column(metadata.getTables("other", null, "%", null), "TABLE_NAME"));
        assertEquals(List.of("information_schema", "main"), column(metadata.getSchemas(), "TABLE_SCHEM"));
        assertEquals(List.of("LOCAL TEMPORARY", "TABLE", "VIEW"), column(metadata.getTableTypes(), "TABLE_TYPE"));
        assertEquals(List.of(), column(metadata.getCatalogs(), "TABLE_CAT"));
    }

    @Test
    void listsViewsSchemasAndTemporaryTables() throws SQLException {
        TestDatabase.run(
                connection,
                "CREATE SCHEMA sky",
                "CREATE TABLE sky.nova (id BIGINT, since DATE DEFAULT DATE '2016-01-01')",
                "CREATE VIEW bright AS SELECT id, ra FROM star",
                "CREATE TEMP TABLE scratch (x INTEGER)");
        assertEquals(
                List.of("scratch", "galaxy", "star", "nova", "bright"),
                column(metadata.getTables(null, null, null, null), "TABLE_NAME"));
        assertEquals(
                List.of("bright"), column(metadata.getTables(null, null, "%", new String[] {"VIEW"}), "TABLE_NAME"));
        assertEquals(List.of("nova"), column(metadata.getTables(null, "sky", "%", null), "TABLE_NAME"));
        assertEquals(
                List.of("information_schema", "main", "sky", "temp"), column(metadata.getSchemas(), "TABLE_SCHEM"));
        ResultSet rows = metadata.getColumns(null, null, "bright", null);
        assertTrue(rows.next() && rows.next());
        assertEquals("ra", rows.getString("COLUMN_NAME"));
        assertEquals("deg", rows.getString("UNIT"));
        assertEquals(
                List.of("DATE '2016-01-01'"), column(metadata.getColumns(null, "sky", "%", "since"), "COLUMN_DEF"));
        connection.setSchema("sky");
        assertEquals("sky", connection.getSchema());
        TestDatabase.run(connection, "INSERT INTO nova (id) VALUES (1)");
    }

    @Test
    void listsColumns() throws SQLException {
        ResultSet rows = metadata.getColumns(null, null, "star", null);
        assertTrue(rows.next());
        assertEquals("id", rows.getString("COLUMN_NAME"));
        assertEquals(DatabaseMetaData.columnNoNulls, rows.getInt("NULLABLE"));
        assertEquals("NO", rows.getString("IS_NULLABLE"));
        assertTrue(rows.next());
        assertEquals(Types.DOUBLE, rows.getInt("DATA_TYPE"));
        assertEquals("DOUBLE", rows.getString("TYPE_NAME"));
        assertEquals("right ascension", rows.getString("REMARKS"));
        assertEquals("deg", rows.getString("UNIT"));
        assertEquals("pos.eq.ra", rows.getString("UCD"));
        assertEquals(2, rows.getInt("ORDINAL_POSITION"));
        assertTrue(rows.next());
        assertEquals(10, rows.getInt("COLUMN_SIZE"));
        assertEquals(3, rows.getInt("DECIMAL_DIGITS"));
        assertTrue(rows.next());
        assertEquals("UBIGINT", rows.getString("TYPE_NAME"));
        assertFalse(rows.next());
        assertNull(metadata.getColumns(null, null, "star", "id").getStatement());
        assertEquals(List.of("galaxy", "star"), column(metadata.getColumns(null, "main", "%", "ID"), "TABLE_NAME"));
    }

    @Test
    void listsTypesInTheOrderOfTheirCodes() throws SQLException {
        ResultSet rows = metadata.getTypeInfo();
        int last = Integer.MIN_VALUE;
        List<String> names = new java.util.ArrayList<>();
        while (rows.next()) {
            assertTrue(rows.getInt("DATA_TYPE") >= last);
            last = rows.getInt("DATA_TYPE");
            names.add(rows.getString("TYPE_NAME"));
        }
        assertTrue(names.containsAll(List.of("UBIGINT", "DECIMAL", "TIMESTAMPTZ", "BLOB")), names.toString());
    }

    @Test
    void listsFunctions() throws SQLException {
        assertEquals(List.of("sqrt"), column(metadata.getFunctions(null, null, "SQRT"), "FUNCTION_NAME"));
        assertTrue(List.of(metadata.getNumericFunctions().split(",")).contains("SQRT"));
    }

    @Test
    void describesResults() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT ra AS alpha, flags, flux, count(*) OVER_ALL FROM star " + "GROUP BY ra, flags, flux")) {
            ResultSetMetaData columns = rows.getMetaData();
            assertEquals(4, columns.getColumnCount());
            assertEquals("alpha", columns.getColumnLabel(1));
            assertTrue(columns.isSigned(1));
            ColumnMeanings meanings = columns.unwrap(ColumnMeanings.class);
            assertEquals("deg", meanings.unit(1));
            assertEquals("pos.eq.ra", meanings.ucd(1));
            assertEquals("right ascension", meanings.description(1));
            assertEquals(Types.NUMERIC, columns.getColumnType(2));
            assertFalse(columns.isSigned(2));
            assertEquals(10, columns.getPrecision(3));
            assertEquals(3, columns.getScale(3));
            assertEquals("", meanings.unit(4));
        }
    }

    @Test
    void namesItself() throws SQLException {
        assertEquals("Almagest", metadata.getDatabaseProductName());
        assertEquals(DriverVersion.TEXT, metadata.getDriverVersion());
        assertEquals(4, metadata.getJDBCMajorVersion());
        assertTrue(metadata.getURL().startsWith("jdbc:almagest::memory:"));
        assertFalse(metadata.isReadOnly());
    }

    /// Every list that is always empty answers, with its columns, and every question gets an
    /// answer.
    @Test
    void answersEverythingThatTakesNoArguments() throws Exception {
        int answered = 0;
        for (Method method : DatabaseMetaData.class.getMethods()) {
            if (method.getParameterCount() == 0 && method.getDeclaringClass() == DatabaseMetaData.class) {
                method.invoke(metadata);
                answered++;
            }
        }
        assertTrue(answered > 120, "answered " + answered);
        assertEquals(
                14, metadata.getImportedKeys(null, null, "star").getMetaData().getColumnCount());
        assertEquals(
                6, metadata.getPrimaryKeys(null, null, "star").getMetaData().getColumnCount());
        assertEquals(
                13,
                metadata.getIndexInfo(null, null, "star", false, false)
                        .getMetaData()
                        .getColumnCount());
    }

    @Test
    void listsIndexes() throws SQLException {
        TestDatabase.run(
                connection,
                "CREATE TABLE indexed (id BIGINT, day DATE, name VARCHAR)",
                "CREATE INDEX by_day ON indexed (day, id)",
                "CREATE INDEX by_name ON indexed USING hash (name)");
        List<List<String>> rows = TestDatabase.texts(metadata.getIndexInfo(null, "main", "indexed", false, false));
        assertEquals(
                List.of("by_name", "by_day", "by_day"),
                rows.stream().map(row -> row.get(5)).toList());
        assertEquals(
                List.of("name", "day", "id"),
                rows.stream().map(row -> row.get(8)).toList());
        assertEquals(
                List.of("1", "1", "2"), rows.stream().map(row -> row.get(7)).toList());
        assertEquals(List.of(), TestDatabase.texts(metadata.getIndexInfo(null, "main", "indexed", true, false)));
        assertEquals(List.of(), TestDatabase.texts(metadata.getIndexInfo(null, "main", "other", false, false)));
    }

    @Test
    void listsPrimaryKeys() throws SQLException {
        TestDatabase.run(
                connection, "CREATE TABLE keyed (z BIGINT, day DATE, name VARCHAR UNIQUE, PRIMARY KEY (z, day))");
        List<List<String>> rows = TestDatabase.texts(metadata.getPrimaryKeys(null, "main", "keyed"));
        assertEquals(
                List.of("day 2 keyed_pkey", "z 1 keyed_pkey"),
                rows.stream()
                        .map(row -> row.get(3) + " " + row.get(4) + " " + row.get(5))
                        .toList());
        assertEquals(rows, TestDatabase.texts(metadata.getPrimaryKeys(null, null, "keyed")));
        assertEquals(List.of(), TestDatabase.texts(metadata.getPrimaryKeys(null, "other", "keyed")));
        assertEquals(List.of(), TestDatabase.texts(metadata.getPrimaryKeys(null, "main", "star")));
        assertEquals(
                List.of("keyed_name_key", "keyed_pkey", "keyed_pkey"),
                TestDatabase.texts(metadata.getIndexInfo(null, "main", "keyed", true, false)).stream()
                        .map(row -> row.get(5))
                        .toList());
    }

    /// The features that the metadata promises are there, and those that it denies are not.
    @Test
    void keepsItsPromises() throws SQLException {
        assertEquals(metadata.supportsUnionAll(), works("SELECT 1 UNION ALL SELECT 2"));
        assertEquals(metadata.supportsUnion(), works("SELECT 1 UNION SELECT 2"));
        assertEquals(metadata.supportsFullOuterJoins(), works("SELECT * FROM star FULL JOIN galaxy ON TRUE"));
        assertEquals(metadata.supportsSubqueriesInIns(), works("SELECT 1 WHERE 1 IN (SELECT id FROM star)"));
        assertEquals(metadata.supportsSubqueriesInExists(), works("SELECT 1 WHERE EXISTS (SELECT 1 FROM star)"));
        assertEquals(metadata.supportsSubqueriesInComparisons(), works("SELECT 1 WHERE 1 = (SELECT 1)"));
        assertEquals(metadata.supportsGroupByUnrelated(), works("SELECT count(*) FROM star GROUP BY ra"));
        assertEquals(metadata.supportsOrderByUnrelated(), works("SELECT id FROM star ORDER BY ra"));
        assertEquals(metadata.supportsExpressionsInOrderBy(), works("SELECT id FROM star ORDER BY -ra"));
        assertEquals(metadata.supportsLikeEscapeClause(), works("SELECT 'a%' LIKE 'a!%' ESCAPE '!'"));
        assertEquals(
                metadata.supportsLimitedOuterJoins(),
                works("SELECT * FROM star LEFT JOIN galaxy ON star.id = galaxy.id"));
        assertEquals(metadata.supportsSchemasInDataManipulation(), works("SELECT id FROM main.star"));
        assertEquals(metadata.supportsSchemasInTableDefinitions(), works("CREATE TABLE main.other (a INTEGER)"));
        assertEquals(metadata.supportsSelectForUpdate(), works("SELECT id FROM star FOR UPDATE"));
        assertEquals(metadata.supportsConvert(), works("SELECT {fn CONVERT(1, SQL_DOUBLE)}"));
    }

    private boolean works(String sql) {
        try {
            TestDatabase.run(connection, sql);
            return true;
        } catch (SQLException refused) {
            return false;
        }
    }
}
