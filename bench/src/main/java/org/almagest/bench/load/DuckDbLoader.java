package org.almagest.bench.load;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.almagest.bench.suite.DuckDbSide;

/// DuckDB's `CREATE TABLE ... AS SELECT * FROM read_csv(...)` into a native file, and a checkpoint.
final class DuckDbLoader implements Loader {
    private final int threads;

    DuckDbLoader(int threads) {
        this.threads = threads;
    }

    @Override
    public String name() {
        return "DuckDB";
    }

    @Override
    public void load(Path file, Path folder) {
        try (DuckDbSide side = open(folder)) {
            side.execute("CREATE TABLE gaia AS SELECT * FROM read_csv('" + file + "')");
            side.execute("CHECKPOINT");
        } catch (SQLException failed) {
            throw new IllegalStateException("DuckDB cannot load " + file, failed);
        }
    }

    private DuckDbSide open(Path folder) {
        return new DuckDbSide(folder.resolve("catalogue.duckdb").toString(), threads);
    }

    @Override
    public List<List<Object>> check(Path folder) {
        try (DuckDbSide side = open(folder)) {
            return side.answer(LoadRace.CHECK);
        }
    }
}
