package org.almagest.jdbc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// STILTS, TOPCAT's command line, reads a query through the driver's jar, as `docs/jdbc.md` says; skipped
/// where it is not installed (Debian's package `stilts`).
@EnabledIfSystemProperty(named = "almagest.driver.jar", matches = ".+")
class StiltsJarCheck {
    private static final Path STILTS = Path.of("/usr/bin/stilts");

    @TempDir
    private Path folder;

    @Test
    void readsAQuery() throws Exception {
        assumeTrue(Files.isExecutable(STILTS), "stilts is not installed");
        Path path = folder.resolve("s.almagest");
        try (Connection connection = DriverManager.getConnection(TestDatabase.url(path, "create=true"))) {
            TestDatabase.run(
                    connection,
                    "CREATE TABLE star (id BIGINT, ra DOUBLE, name VARCHAR, b BOOLEAN)",
                    "INSERT INTO star VALUES (1, 2.5, 'Alcor', TRUE), (2, NULL, 'Mizar', FALSE)");
        }
        Path out = folder.resolve("out");
        ProcessBuilder stilts = new ProcessBuilder(
                        STILTS.toString(),
                        "-classpath",
                        System.getProperty("almagest.driver.jar"),
                        "-J--enable-native-access=ALL-UNNAMED",
                        "tpipe",
                        "in=jdbc:almagest:" + path + "#SELECT id, ra, name, b FROM star ORDER BY id",
                        "ofmt=csv")
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        stilts.environment()
                .merge(
                        "PATH",
                        Path.of(System.getProperty("java.home"), "bin").toString(),
                        (old, jdk) -> jdk + ":" + old);
        Process process = stilts.start();
        try {
            assertTrue(process.waitFor(1, TimeUnit.MINUTES), "stilts does not end");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(List.of("id,ra,name,b", "1,2.5,Alcor,true", "2,,Mizar,false"), Files.readAllLines(out));
    }
}
