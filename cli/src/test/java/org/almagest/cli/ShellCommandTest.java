package org.almagest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The shell without a terminal: what it reads and runs is the same.
final class ShellCommandTest {
    @TempDir
    private Path folder;

    @Test
    void statementsMaySpanLines() {
        assertEquals(
                "a\n3\n\nb\n1\n".replace("\n\n", "\n"),
                Ran.withInput("SELECT 1\n + 2\n AS a; \nSELECT 1 AS b;\n", "shell")
                        .good());
    }

    @Test
    void commandsBeginWithABackslash() throws IOException {
        Path script = Files.writeString(folder.resolve("s.sql"), "SELECT 5 AS five;");
        String input = """
            CREATE TABLE t (mag REAL UNIT 'mag');
            \\d
            \\d t
            \\format json
            SELECT 1 AS a;
            \\i %s
            \\q
            SELECT 'never' AS b;
            """.formatted(script);
        String out = Ran.withInput(input, "shell").good();
        assertTrue(out.contains("t,0,1"), out);
        assertTrue(out.contains("mag,REAL,mag"), out);
        assertTrue(out.contains("{\"a\":1}"), out);
        assertTrue(out.contains("{\"five\":5}"), out);
        assertFalse(out.contains("never"), out);
    }

    @Test
    void theFirstFailureEndsIt() {
        Ran ran = Ran.withInput("SELECT 1 AS a;\nSELECT x;\nSELECT 2 AS b;\n", "shell");
        assertEquals(ExitCode.FAILURE, ran.code());
        assertEquals("a\n1\n", ran.out());
        Ran unknown = Ran.withInput("\\timng\n", "shell");
        assertEquals(ExitCode.FAILURE, unknown.code());
        assertTrue(unknown.err().contains("did you mean \\timing?"), unknown.err());
    }

    @Test
    void variablesStandInStatements() {
        String input = """
            \\set n 2
            \\set star 'Barnard''s star'
            SELECT :n * 3 AS a,
              :'star' AS b;
            \\echo :n stars
            \\set
            \\unset n
            \\echo :n
            """;
        assertEquals(
                "a,b\n6,Barnard's star\n2 stars\nn = '2'\nstar = 'Barnard''s star'\n:n\n",
                Ran.withInput(input, "shell").good());
        Ran unknown = Ran.withInput("\\unset m\n", "shell");
        assertEquals(ExitCode.FAILURE, unknown.code());
        assertTrue(unknown.err().contains("there is no variable 'm'"), unknown.err());
    }

    @Test
    void aFileThatRunsItselfEnds() throws IOException {
        Path script = folder.resolve("self.sql");
        Files.writeString(script, "\\i " + script + "\n");
        Ran ran = Ran.withInput("\\i " + script + "\n", "shell");
        assertEquals(ExitCode.FAILURE, ran.code());
        assertTrue(ran.err().contains("50 files run each other"), ran.err());
    }

    @Test
    void rowsComeInManyForms() {
        String input = """
            .mode tsv
            SELECT 1 AS a, 'x	y' AS b;
            \\format jsonlines
            SELECT 1 AS a, NULL AS b UNION ALL SELECT 2, NULL;
            .mode md
            SELECT 1 AS a, 'x|y' AS b;
            \\x
            SELECT 1 AS long_name, NULL AS b;
            \\x
            \\pset format csv
            SELECT 2 AS z;
            """;
        assertEquals(
                "a\tb\n1\t\"x\ty\"\n{\"a\":1,\"b\":null}\n{\"a\":2,\"b\":null}\n"
                        + "| a | b |\n|---:|:---|\n| 1 | x\\|y |\n"
                        + "─ row 1 ──────────────────────\nlong_name │ 1\nb         │ NULL\n"
                        + "z\n2\n",
                Ran.withInput(input, "shell").good());
    }

    @Test
    void aFailureInAFileIsPlaced() throws IOException {
        Path script =
                Files.writeString(folder.resolve("s.sql"), "SELECT 1 AS a;\n\nSELECT\n  nothing;\nSELECT 2 AS b;\n");
        Ran ran = Ran.withInput("\\i " + script + "\nSELECT 3 AS c;\n", "shell");
        assertEquals(ExitCode.FAILURE, ran.code());
        assertEquals("a\n1\n", ran.out());
        assertTrue(ran.err().startsWith(script + ":4: ERROR 42703"), ran.err());
        Ran going = Ran.withInput("\\nonsense\nSELECT x;\nSELECT 3 AS c;\n", "shell", "--keep-going");
        assertEquals(ExitCode.FAILURE, going.code());
        assertEquals("c\n3\n", going.out());
        assertTrue(going.err().contains("stdin:1: there is no command"), going.err());
        assertTrue(going.err().contains("stdin:2: ERROR 42703"), going.err());
        String oneLine = "SELECT 1 AS a; SELECT nope; SELECT 41 + 1 AS b; SELECT nor;\nSELECT 2 AS c;\n";
        Ran rest = Ran.withInput(oneLine, "shell", "--keep-going");
        assertEquals(ExitCode.FAILURE, rest.code());
        assertEquals("a\n1\nb\n42\nc\n2\n", rest.out());
        assertTrue(rest.err().contains("nope") && rest.err().contains("nor"), rest.err());
        assertEquals("a\n1\n", Ran.withInput(oneLine, "shell").out());
    }

    @Test
    void resultsGoToFilesAndComeBack() throws IOException {
        Path out = folder.resolve("out.csv");
        Path copied = folder.resolve("copied.csv");
        String input = """
            CREATE TABLE t (a INTEGER);
            INSERT INTO t VALUES (1), (2);
            \\o %s
            SELECT a FROM t ORDER BY a;
            \\o
            \\copy t TO '%s'
            \\copy t FROM '%s'
            SELECT count(*) AS n FROM t;
            \\watch 0 2
            \\dt t*
            \\d x*
            """.formatted(out, copied, copied);
        String answer = Ran.withInput(input, "shell").good();
        assertEquals("a\n1\n2\n", Files.readString(out));
        assertTrue(answer.startsWith("n\n4\nn\n4\nn\n4\n"), answer);
        assertEquals(1, answer.split("t,4", -1).length - 1, answer);
    }

    @Test
    void indexesAndKeysAreListed() {
        String input = """
            CREATE TABLE t (a INTEGER PRIMARY KEY, b VARCHAR);
            CREATE TABLE u (a INTEGER UNIQUE);
            CREATE INDEX by_b ON t (b);
            \\di
            \\di t
            \\di u_*
            """;
        String answer = Ran.withInput(input, "shell").good();
        String ofT = "main,t,by_b,b,btree,false,false\nmain,t,t_pkey,a,btree,true,true\n";
        String ofU = "main,u,u_a_key,a,btree,true,false\n";
        String head = "schema_name,table_name,index_name,columns,method,unique_keys,primary_key\n";
        assertEquals(head + ofT + ofU + head + ofT + head + ofU, answer);
    }

    @Test
    void whatCannotBeDoneIsTold() {
        String[][] wrong = {
            {"\\i " + folder.resolve("missing.sql"), "there is no file"},
            {"\\i " + folder, "is a folder"},
            {"\\i", "something is missing"},
            {"\\o " + folder.resolve("no/such/file"), "there is no such folder"},
            {"\\o " + folder, "it is a folder"},
            {"\\c " + folder.resolve("nowhere"), "there is no database"},
            {"\\format cvs", "did you mean csv?"},
            {"\\pset formt", "did you mean format?"},
            {"\\timing perhaps", "on or off"},
            {"\\rows many", "rows is a number"},
            {"\\watch", "no statement to repeat"},
            {"\\h SELCT", "did you mean SELECT?"},
            {".tabels", "did you mean .tables?"},
        };
        for (String[] one : wrong) {
            Ran ran = Ran.withInput(one[0] + "\n", "shell");
            assertEquals(ExitCode.FAILURE, ran.code(), one[0]);
            assertTrue(ran.err().contains(one[1]), one[0] + ": " + ran.err());
            assertFalse(ran.err().contains("\tat "), ran.err());
        }
    }

    @Test
    void anotherDatabaseIsOpened() {
        String database = folder.resolve("two.almagest").toString();
        Ran.withInput("CREATE TABLE t (a INTEGER);", "shell", "--create", database)
                .good();
        String out = Ran.withInput(
                        "\\c " + database + "\n\\dt\nINSERT INTO t VALUES (5);\n\\c :memory:\n\\dt\n", "shell")
                .good();
        assertTrue(out.startsWith("database two\n"), out);
        assertTrue(out.contains("t,0,1"), out);
        assertEquals("a\n5\n", Ran.withInput("SELECT a FROM t;", database).good());
        Ran held = Ran.withInput("BEGIN;\n\\c " + database + "\n", "shell");
        assertTrue(held.err().contains("would be lost"), held.err());
    }

    @Test
    void onlyCreateMakesADatabase() {
        Path database = folder.resolve("new.almagest");
        Ran without = Ran.withInput("SELECT 1;", "shell", database.toString());
        assertEquals(ExitCode.FAILURE, without.code());
        assertFalse(Files.exists(database));
        Ran.withInput(
                        "CREATE TABLE t (a INTEGER);\nINSERT INTO t VALUES (1);\n",
                        "shell",
                        "--create",
                        database.toString())
                .good();
        assertEquals(
                "a\n1\n", Ran.withInput("SELECT a FROM t;", database.toString()).good());
    }

    @Test
    void aShellIsOneSession() {
        String database = folder.resolve("one.almagest").toString();
        String input = """
            CREATE SCHEMA sky;
            SET search_path = sky;
            PREPARE put AS INSERT INTO t VALUES ($1);
            CREATE TABLE t (a INTEGER);
            EXECUTE put (1);
            BEGIN;
            EXECUTE put (2);
            SELECT count(*) AS inside FROM t;
            ROLLBACK;
            SELECT count(*) AS after FROM t;
            CREATE TEMP TABLE s AS SELECT 7 AS b;
            SELECT b FROM s;
            DROP TABLE s;
            BEGIN;
            EXECUTE put (3);
            """;
        String out = Ran.withInput(input, "shell", "--create", database).good();
        assertTrue(out.contains("inside\n2\n"), out);
        assertTrue(out.contains("after\n1\n"), out);
        assertTrue(out.contains("b\n7\n"), out);
        assertEquals(
                "a\n1\n",
                Ran.withInput("SELECT a FROM sky.t;", database).good(),
                "what was not committed when the shell ended is not there");
    }

    @Test
    void aShellSeesWhatOthersCommitAndLetsThemWrite() {
        String database = folder.resolve("sky.almagest").toString();
        Ran.withInput("CREATE TABLE t (a INTEGER);", "shell", "--create", database)
                .good();
        var limits = org.almagest.sql.session.EngineOptions.inMemory();
        try (var live = org.almagest.cli.query.LiveEngine.of(database, false, limits)) {
            live.forStatement(true)
                    .session()
                    .execute("INSERT INTO t VALUES (1)")
                    .close();
            live.release();
            Ran.command("sql", "-d", database, "INSERT INTO t VALUES (2)").good();
            var batch = new org.almagest.columnar.vector.Batch(1);
            try (var result = (org.almagest.sql.session.Result.Rows)
                    live.forStatement(false).session().execute("SELECT count(*) FROM t")) {
                assertTrue(result.stream().next(batch));
                assertEquals(2, ((org.almagest.columnar.vector.LongColumnVector) batch.column(0)).get(batch.row(0)));
            }
        }
    }
}
