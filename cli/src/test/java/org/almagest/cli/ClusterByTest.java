package org.almagest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.almagest.cli.demo.DemoCatalogues;
import org.almagest.cli.demo.ProgressListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `almagest ingest --cluster-by`, `--compression` and `--bloom`.
final class ClusterByTest {
    @TempDir
    private Path folder;

    private String database;
    private String stars;

    @BeforeEach
    void makeFiles() throws IOException {
        database = folder.resolve("sky.almagest").toString();
        stars = folder.resolve("stars.fits").toString();
        DemoCatalogues.writeStars(Path.of(stars), 3000, 7, ProgressListener.silent());
    }

    private String sql(String statement) {
        return Ran.command("sql", "-d", database, "--format", "csv", statement).good();
    }

    @Test
    void theSkyIsFoundAndLastsThroughAppends() {
        Ran.command("ingest", stars, "--into", database, "--cluster-by", "sky").good();
        Ran.command("ingest", stars, "--into", database, "--append").good();
        Ran.command("ingest", stars, "--into", database + "/plain", "--cluster-by", "none")
                .good();
        String info = Ran.command("info", database).good();
        assertTrue(info.contains("CLUSTER BY SKY(ra, dec)"), info);
        String cone = " WHERE distance(ra, dec, 56.75, 24.12) < 3";
        long found = number(sql("SELECT count(*) FROM stars" + cone));
        assertEquals(2 * number(sql("SELECT count(*) FROM plain" + cone)), found);
        assertTrue(sql("EXPLAIN SELECT count(*) FROM stars" + cone).contains("sky ranges: "));
    }

    private static long number(String csv) {
        return Long.parseLong(csv.strip().lines().toList().getLast());
    }

    @Test
    void columnsAndCompressionAreNamed() {
        Ran.command("ingest", stars, "--into", database, "--cluster-by", "SKY(ra, DEC)", "--compression", "archive")
                .good();
        Ran.command("ingest", stars, "--into", database, "--replace", "--cluster-by", "dec,ra")
                .good();
        String info = Ran.command("info", database).good();
        assertTrue(info.contains("CLUSTER BY (dec, ra)"), info);
    }

    @Test
    void bloomFiltersAreOfTheColumnsNamed() {
        Ran.command("ingest", stars, "--into", database, "--bloom", "source_id, Ra")
                .good();
        String pages =
                Ran.command("info", "--pages", database, "--format", "csv").good();
        assertEquals(
                List.of("source_id", "ra"),
                pages.lines()
                        .filter(line -> line.contains(",Bloom,"))
                        .map(line -> line.split(",")[0])
                        .distinct()
                        .toList(),
                pages);
        Ran unknown = Ran.command("ingest", stars, "--into", database, "--replace", "--bloom", "ra,name");
        assertEquals(ExitCode.FAILURE, unknown.code());
        assertTrue(unknown.err().contains("name"), unknown.err());
        Ran append = Ran.command("ingest", stars, "--into", database, "--append", "--bloom", "ra");
        assertEquals(ExitCode.USAGE, append.code(), append.err());
    }

    @Test
    void whatDoesNotServeIsRefused() {
        assertEquals(
                ExitCode.FAILURE,
                Ran.command("ingest", stars, "--into", database, "--cluster-by", "nothing")
                        .code());
        assertEquals(
                ExitCode.FAILURE,
                Ran.command("ingest", stars, "--into", database, "--compression", "zip")
                        .code());
        Ran.command("ingest", stars, "--into", database).good();
        Ran both = Ran.command("ingest", stars, "--into", database, "--append", "--cluster-by", "sky");
        assertEquals(ExitCode.USAGE, both.code(), both.err());
    }
}
