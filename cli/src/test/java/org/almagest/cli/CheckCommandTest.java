package org.almagest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aSoundDatabaseIsSaidToBeAndADamagedOneIsShown() throws IOException {
        Path csv = Files.writeString(folder.resolve("stars.csv"), "id,ra,dec\n1,10.5,20.5\n2,11.5,21.5\n");
        String database = folder.resolve("sky.almagest").toString();
        Ran.command("ingest", csv.toString(), "--into", database).good();
        String sound = Ran.command("check", database).good();
        assertTrue(sound.startsWith(database + ": sound; read 1 tables, 1 segments, "), sound);
        Path segment;
        try (Stream<Path> all = Files.walk(folder.resolve("sky.almagest").resolve("data"))) {
            segment = all.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(segment);
        bytes[64] ^= 1;
        Files.write(segment, bytes);
        Ran damaged = Ran.command("check", database);
        assertEquals(ExitCode.FAILURE, damaged.code());
        assertTrue(damaged.out().contains("column id, page 0 at byte 64"), damaged.out());
        Files.write(folder.resolve("sky.almagest").resolve("CURRENT"), new byte[7]);
        Ran lost = Ran.command("check", "--format", "csv", database);
        assertEquals(ExitCode.FAILURE, lost.code());
        assertTrue(lost.out().contains("CURRENT"), lost.out());
    }
}
