package org.almagest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.almagest.cli.demo.DemoCatalogues;
import org.almagest.cli.demo.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files at URIs from the command line, with Hadoop's local file system.
final class RemoteFilesTest {
    @TempDir
    private Path folder;

    @Test
    void segmentsAndSourcesAreAtUris() throws IOException {
        Path stars = folder.resolve("stars.fits");
        Path messier = folder.resolve("messier.csv");
        DemoCatalogues.writeStars(stars, 2000, 7, ProgressListener.silent());
        DemoCatalogues.writeMessier(messier);
        String database = folder.resolve("sky.almagest").toString();
        String place = "file://" + folder.resolve("archive");
        Ran.command("ingest", "file://" + stars, "--into", database + "/stars", "--segments", place)
                .good();
        assertTrue(Files.isDirectory(folder.resolve("archive/t000001")));
        assertFalse(Files.exists(folder.resolve("sky.almagest/data")));
        assertEquals(
                "n\n2000",
                Ran.command("sql", "-d", database, "SELECT count(*) AS n FROM stars WHERE ra >= 0")
                        .good()
                        .strip());
        for (String source : new String[] {"'file://" + messier + "'", "read_csv('file://" + messier + "')"}) {
            assertEquals(
                    "n\n110",
                    Ran.command("sql", "SELECT count(*) AS n FROM " + source)
                            .good()
                            .strip());
        }
        Ran missing = Ran.command("sql", "SELECT * FROM 'file:///no/such/file.csv'");
        assertEquals(ExitCode.FAILURE, missing.code());
        assertTrue(missing.err().contains("there is no such file"), missing.err());
        Ran elsewhere = Ran.command(
                "ingest", stars.toString(), "--into", database + "/more", "--segments", "file:///elsewhere");
        assertEquals(ExitCode.FAILURE, elsewhere.code());
        assertTrue(elsewhere.err().contains(place), elsewhere.err());
    }

    @Test
    void theBufferPoolTellsWhatItDid() throws IOException {
        Path stars = folder.resolve("stars.fits");
        DemoCatalogues.writeStars(stars, 2000, 7, ProgressListener.silent());
        String database = folder.resolve("sky.almagest").toString();
        Ran.command("ingest", stars.toString(), "--into", database + "/stars").good();
        String told = Ran.command(
                        "sql",
                        "-d",
                        database,
                        "SELECT count(DISTINCT ra) > 0 AS any FROM stars;"
                                + " SELECT misses > 0 AS some, resident_bytes <= limit_bytes AS within"
                                + " FROM almagest_buffer_pool() WHERE bytes_read > 0")
                .good();
        assertTrue(told.contains("true,true"), told);
        Ran wrong = Ran.command("sql", "SELECT * FROM almagest_buffer_pool(1)");
        assertTrue(wrong.err().contains("takes no arguments"), wrong.err());
    }
}
