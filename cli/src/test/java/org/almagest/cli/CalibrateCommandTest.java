package org.almagest.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.almagest.optimizer.cost.Cost;
import org.almagest.optimizer.cost.CostConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CalibrateCommandTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsMeasuredIsKeptAndPlannedBy() throws IOException {
        Path csv = Files.writeString(folder.resolve("stars.csv"), "id,ra,dec\n1,10.5,20.5\n2,11.5,21.5\n");
        Path database = folder.resolve("sky.almagest");
        Ran.command("ingest", csv.toString(), "--into", database.toString()).good();
        String shown = Ran.command("calibrate", database.toString()).good();
        Path file = database.resolve("costs");
        CostConstants kept = CostConstants.parse(Files.readString(file));
        assertEquals(CostConstants.parse(shown), kept);
        assertTrue(kept.of(Cost.PROBE_FAR) >= kept.of(Cost.PROBE_NEAR), shown);
        assertTrue(kept.of(Cost.INDEX_SEARCH) > 100 && kept.of(Cost.INDEX_SEARCH) < 1e6, shown);
        assertTrue(kept.of(Cost.SORT_STEP) > 0.1 && kept.of(Cost.SORT_STEP) < 1000, shown);
        try (var left = Files.list(database)) {
            List<String> names = left.map(path -> path.getFileName().toString()).toList();
            assertTrue(names.stream().noneMatch(name -> name.startsWith("calibrate")), names.toString());
        }
        Ran.command("check", database.toString()).good();

        String explain = "EXPLAIN SELECT sum(id) FROM stars";
        Files.writeString(file, "page_start = 5e6\n");
        assertTrue(Ran.command("sql", "-d", database.toString(), explain).good().contains("cost 5.00 ms"));
        Files.writeString(file, "page_start = 5e6\npages = 1\n");
        Ran wrong = Ran.command("sql", "-d", database.toString(), explain);
        assertEquals(ExitCode.FAILURE, wrong.code());
        assertTrue(wrong.err().contains("line 2: there is no cost pages"), wrong.err());
        Ran counted = Ran.command("sql", "--format", "csv", "-d", database.toString(), "SELECT count(*) FROM stars");
        assertEquals("2", counted.good().lines().toList().getLast(), "what needs no cost does not read them");
    }

    @Test
    void aDatabaseThatIsNotThereIsSaidToBe() {
        Ran missing = Ran.command("calibrate", folder.resolve("none").toString());
        assertEquals(ExitCode.FAILURE, missing.code());
        assertTrue(missing.err().contains("there is no database"), missing.err());
    }
}
