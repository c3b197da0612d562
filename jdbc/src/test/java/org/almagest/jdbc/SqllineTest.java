package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sqlline.SqlLine;

/// sqlline, a shell for any JDBC driver: its commands ask for most of the metadata.
class SqllineTest {
    @TempDir
    private Path folder;

    private String run(String... lines) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SqlLine shell = new SqlLine();
        shell.setOutputStream(out);
        shell.setErrorStream(out);
        String url = TestDatabase.url(folder.resolve("s.almagest"), "create=true");
        String script = String.join("\n", lines) + "\n!quit\n";
        SqlLine.Status status = shell.begin(
                new String[] {"-u", url, "-n", "", "-p", "", "-d", AlmagestDriver.class.getName()},
                new ByteArrayInputStream(script.getBytes(StandardCharsets.UTF_8)),
                false);
        assertEquals(SqlLine.Status.OK, status, out.toString(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void runsStatementsAndShowsRows() throws Exception {
        String shown = run(
                "CREATE TABLE star (id BIGINT, ra DOUBLE UNIT 'deg', name VARCHAR);",
                "INSERT INTO star VALUES (1, 2.5, 'Alcor'), (2, NULL, 'Mizar');",
                "!outputformat csv",
                "SELECT id, ra, name FROM star ORDER BY id;",
                "!autocommit off",
                "DELETE FROM star;",
                "!rollback",
                "SELECT count(*) AS n FROM star;");
        assertTrue(shown.contains("'1','2.5','Alcor'"), shown);
        assertTrue(shown.contains("2 rows selected") || shown.contains("'2',"), shown);
        assertTrue(shown.contains("'n'\n'2'"), shown);
        assertFalse(shown.contains("Error"), shown);
    }

    @Test
    void walksTheMetadata() throws Exception {
        String shown = run(
                "CREATE TABLE star (id BIGINT, ra DOUBLE, name VARCHAR);",
                "!outputformat csv",
                "!tables",
                "!columns star",
                "!describe star",
                "!indexes star",
                "!primarykeys star",
                "!exportedkeys star",
                "!importedkeys star",
                "!procedures",
                "!typeinfo",
                "!dbinfo",
                "!metadata getCatalogs",
                "!metadata getSchemas",
                "!metadata getTableTypes",
                "!isolation TRANSACTION_REPEATABLE_READ",
                "!nativesql SELECT 1");
        assertTrue(shown.contains("star"), shown);
        assertTrue(shown.contains("'ra'"), shown);
        assertTrue(shown.contains("UBIGINT"), shown);
        assertTrue(shown.contains("information_schema"), shown);
        assertFalse(shown.contains("Error"), shown);
        assertFalse(shown.contains("Exception"), shown);
    }

    @Test
    void showsErrorsWithTheirState() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SqlLine shell = new SqlLine();
        shell.setOutputStream(out);
        shell.setErrorStream(out);
        shell.begin(
                new String[] {"-u", "jdbc:almagest::memory:?" + TestDatabase.LIMITS, "-n", "", "-p", ""},
                new ByteArrayInputStream("SELECT paralax FROM nowhere;\n!quit\n".getBytes(StandardCharsets.UTF_8)),
                false);
        String shown = out.toString(StandardCharsets.UTF_8);
        assertTrue(shown.contains("42P01") && shown.contains("nowhere"), shown);
    }
}
