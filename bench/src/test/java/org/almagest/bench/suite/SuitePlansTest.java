package org.almagest.bench.suite;

import java.io.IOException;
import java.nio.file.Path;
import org.almagest.bench.GoldenPlans;
import org.almagest.bench.catalogue.GaiaLikeCatalogue;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The plans of the catalogue suite's queries, over a small catalogue.
class SuitePlansTest {
    private static final int ROWS = 200_000;
    private static final long SEED = 20160914;

    @Test
    void areThoseThatAreKept(@TempDir Path folder) throws IOException {
        Path database = folder.resolve("catalogue.almagest");
        new AlmagestLoad(database, 1).load(new GaiaLikeCatalogue(ROWS, SEED, false));
        EngineOptions options =
                EngineOptions.of(database.toString(), OpenMode.READ_ONLY).withThreads(1);
        try (AlmagestSide almagest = new AlmagestSide(Engine.open(options))) {
            GoldenPlans.check(almagest, Queries.all(), "suite.txt");
        }
    }
}
