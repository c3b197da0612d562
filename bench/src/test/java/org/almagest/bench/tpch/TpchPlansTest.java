package org.almagest.bench.tpch;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.almagest.bench.GoldenPlans;
import org.almagest.bench.suite.AlmagestSide;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The plans of TPC-H's queries, over the generator's rows.
class TpchPlansTest {
    private static final double SCALE = 0.05;

    @Test
    void areThoseThatAreKept(@TempDir Path folder) throws IOException, SQLException {
        TpchTables tables = new TpchTables(folder, SCALE);
        tables.prepare(1);
        EngineOptions options = EngineOptions.of(tables.almagestPath().toString(), OpenMode.READ_ONLY)
                .withThreads(1);
        try (AlmagestSide almagest = new AlmagestSide(Engine.open(options))) {
            GoldenPlans.check(almagest, TpchQueries.all(), "tpch.txt");
        }
    }
}
