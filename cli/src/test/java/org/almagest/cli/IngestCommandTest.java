package org.almagest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.almagest.cli.demo.DemoCatalogues;
import org.almagest.cli.demo.ProgressListener;
import org.almagest.cli.load.FileLoad;
import org.almagest.cli.load.IfExists;
import org.almagest.cli.load.LayoutChoice;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.ingest.csv.CsvOptions;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngestCommandTest {
    @TempDir
    private Path folder;

    private String database;
    private String stars;
    private String messier;

    @BeforeEach
    void makeFiles() throws IOException {
        database = folder.resolve("sky.almagest").toString();
        stars = folder.resolve("My Stars.fits").toString();
        messier = folder.resolve("messier.csv").toString();
        DemoCatalogues.writeStars(Path.of(stars), 2000, 7, ProgressListener.silent());
        DemoCatalogues.writeMessier(Path.of(messier));
    }

    private String count(String table) {
        return Ran.command("sql", "-d", database, "SELECT count(*) AS n FROM " + table)
                .good()
                .strip();
    }

    @Test
    void filesBecomeTablesNamedAfterThem() {
        String told = Ran.command("ingest", stars, messier, "--into", database).good();
        assertTrue(told.contains("my_stars: 2,000 rows x 15 columns"), told);
        assertTrue(told.contains("messier: 110 rows"), told);
        assertEquals("n\n2000", count("my_stars"));
        assertEquals("n\n110", count("messier"));
    }

    @Test
    void pagesAreListedWithTheirEncodings() {
        Ran.command("ingest", stars, messier, "--into", database).good();
        String all = Ran.command("info", "--pages", database, "--format", "csv").good();
        assertTrue(all.startsWith("column,segment,row group,first row,rows,encoding,stored,per row,sorted\n"), all);
        String one = Ran.command("info", "--pages", database + "/my_stars").good();
        assertTrue(one.contains("source_id") && one.contains("2000"), one);
        assertFalse(one.contains("messier"), one);
        Ran unknown = Ran.command("info", "--pages", database + "/my_star");
        assertTrue(unknown.err().contains("my_stars"), unknown.err());
    }

    @Test
    void tablesAreAddedToOrReplacedOnlyWhenAsked() {
        Ran.command("ingest", stars, "--into", database + "/stars").good();
        Ran again = Ran.command("ingest", stars, "-d", database, "--table", "stars");
        assertEquals(ExitCode.FAILURE, again.code());
        assertTrue(again.err().contains("--append"), again.err());
        assertEquals("n\n2000", count("stars"));
        Ran.command("ingest", stars, stars, "-d", database, "--table", "stars", "--append")
                .good();
        assertEquals("n\n6000", count("stars"));
        Ran.command("ingest", stars, "--into", database + "/stars", "--replace").good();
        assertEquals("n\n2000", count("stars"));
        Ran other = Ran.command("ingest", messier, "--into", database + "/stars", "--append");
        assertEquals(ExitCode.FAILURE, other.code());
        assertTrue(other.err().contains("has no column source_id"), other.err());
        assertEquals(
                ExitCode.USAGE,
                Ran.command("ingest", stars, "-d", database, "--append", "--replace")
                        .code());
    }

    @Test
    void rowsThatAreAddedAreHeldToTheTable() throws IOException {
        Path good = Files.writeString(folder.resolve("good.csv"), "id,v\n1,a\n3,\n");
        Path high = Files.writeString(folder.resolve("high.csv"), "id,v\n1,a\n900,q\n");
        Path none = Files.writeString(folder.resolve("none.csv"), "id,v\n1,a\n,r\n");
        Ran.command("ingest", stars, "--into", database + "/stars").good();
        Ran.command("sql", "-d", database, "CREATE TABLE t(id BIGINT NOT NULL CHECK (id < 100), v VARCHAR)")
                .good();
        Ran.command("sql", "-d", database, "INSERT INTO t VALUES (2, 'z')").good();
        addedIsRefused(high, "violates the check");
        addedIsRefused(none, "is NOT NULL");
        Ran.command("ingest", good.toString(), "--into", database + "/t", "--append")
                .good();
        assertEquals("n\n3", count("t"));
        Ran.command("sql", "-d", database, "CREATE UNIQUE INDEX ti ON t(id)").good();
        addedIsRefused(good, "COPY t FROM");
        assertEquals("n\n3", count("t"));
    }

    private void addedIsRefused(Path file, String why) {
        Ran ran = Ran.command("ingest", file.toString(), "--into", database + "/t", "--append");
        assertEquals(ExitCode.FAILURE, ran.code());
        assertTrue(ran.err().contains(why), ran.err());
    }

    @Test
    void aFailedLoadLeavesNothing() throws IOException {
        Path cut = folder.resolve("cut.fits");
        byte[] whole = Files.readAllBytes(Path.of(stars));
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
        for (List<String> files : List.of(
                List.of(cut.toString()),
                List.of(stars, cut.toString()),
                List.of(stars, folder.resolve("none.fits").toString()),
                List.of(folder.toString()))) {
            String[] arguments = java.util.stream.Stream.concat(
                            java.util.stream.Stream.of("ingest", "--into", database), files.stream())
                    .toArray(String[]::new);
            Ran ran = Ran.command(arguments);
            assertEquals(ExitCode.FAILURE, ran.code(), ran.err());
            assertEquals("", ran.out());
            assertTrue(ran.err().lines().count() <= 2, ran.err());
            assertFalse(Files.exists(Path.of(database)), ran.err());
        }
        Ran.command("ingest", messier, "--into", database).good();
        assertEquals(
                ExitCode.FAILURE,
                Ran.command("ingest", cut.toString(), "-d", database).code());
        assertEquals(
                "name\nmessier",
                Ran.command("sql", "-d", database, "SHOW TABLES")
                        .good()
                        .lines()
                        .map(line -> line.split(",")[0])
                        .collect(java.util.stream.Collectors.joining("\n")));
    }

    @Test
    void anInterruptedLoadLeavesNothing() {
        FileLoad load = new FileLoad(
                List.of(messier, stars),
                database,
                Optional.empty(),
                Optional.empty(),
                "",
                CsvOptions.DETECT,
                IfExists.FAIL,
                LayoutChoice.DEFAULT,
                folder.resolve("rejects.csv"));
        Console console = Console.of(InputStream.nullInputStream(), new ByteArrayOutputStream(), System.err);
        AlmagestException stopped =
                assertThrows(AlmagestException.class, () -> load.run(EngineOptions.inMemory(), console, Runnable::run));
        assertEquals(SqlState.QUERY_CANCELED, stopped.state());
        assertFalse(Files.exists(Path.of(database)));
    }

    @Test
    void rejectedRowsAreListedAndTold() throws IOException {
        Path csv = Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\nx,3\n4,5,6\n7,8\n");
        Path rejects = folder.resolve("r.csv");
        Ran abort = Ran.command("ingest", csv.toString(), "--into", database, "--types", "a BIGINT");
        assertEquals(ExitCode.FAILURE, abort.code());
        Ran skip = Ran.command(
                "ingest",
                csv.toString(),
                "--into",
                database,
                "--types",
                "a BIGINT",
                "--on-error",
                "skip",
                "--rejects",
                rejects.toString());
        assertEquals(ExitCode.ROWS_REJECTED, skip.code(), skip.err());
        assertTrue(skip.out().contains("2 rows were rejected"), skip.out());
        assertEquals("n\n2", count("t"));
        assertEquals(3, Files.readAllLines(rejects).size());
    }

    @Test
    void optionsOfTextFilesAreHeard() throws IOException {
        Path csv = Files.writeString(folder.resolve("t.txt"), "# skipped\n1;none\n2;5\n");
        Ran.command(
                        "ingest",
                        csv.toString(),
                        "--into",
                        database + "/t",
                        "--delimiter",
                        ";",
                        "--header",
                        "false",
                        "--null",
                        "none",
                        "--columns",
                        "id INTEGER, mag REAL")
                .good();
        assertEquals(
                "id,mag\n1,\n2,5.0\n",
                Ran.command("sql", "-d", database, "SELECT * FROM t").good());
    }

    @Test
    void theDestinationMustBeClear() {
        assertEquals(ExitCode.USAGE, Ran.command("ingest", stars).code());
        assertEquals(
                ExitCode.USAGE, Ran.command("ingest", stars, "--into", "stars").code());
        assertEquals(
                ExitCode.USAGE,
                Ran.command("ingest", stars, "--into", database, "-d", database).code());
        assertEquals(ExitCode.USAGE, Ran.command("ingest", "--into", database).code());
    }

    @Test
    void filesAndDatabasesAreLookedInto() {
        String file = Ran.command("info", stars).good();
        assertTrue(file.contains("SIMULATED_STARS"), file);
        assertTrue(file.contains("2,000 rows, 15 columns"), file);
        assertTrue(file.contains("mas.yr**-1"), file);
        String text = Ran.command("info", messier).good();
        assertTrue(text.contains("110 rows"), text);
        Ran.command("ingest", stars, "--into", database + "/stars").good();
        String shown = Ran.command("info", database).good();
        assertTrue(shown.contains("stars: 2,000 rows"), shown);
        assertTrue(shown.contains("bytes per row"), shown);
        assertTrue(shown.contains("pos.parallax.trig"), shown);
        Ran missing = Ran.command("info", folder.resolve("none.fits").toString());
        assertEquals(ExitCode.FAILURE, missing.code());
        assertTrue(missing.err().contains("none.fits"), missing.err());
    }

    @Test
    void unitsStandUnderTheNames() {
        Ran.command("ingest", stars, "--into", database + "/stars").good();
        String table = Ran.command("sql", "-d", database, "--format", "table", "SELECT parallax FROM stars LIMIT 1")
                .good();
        assertTrue(table.lines().toList().get(2).contains("mas"), table);
    }
}
