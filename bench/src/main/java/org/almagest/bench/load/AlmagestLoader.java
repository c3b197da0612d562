package org.almagest.bench.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.almagest.bench.suite.AlmagestSide;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.TableSink;
import org.almagest.ingest.BulkLoad;
import org.almagest.ingest.SourceFiles;
import org.almagest.ingest.csv.CsvOptions;
import org.almagest.ingest.csv.CsvReject;
import org.almagest.ingest.csv.CsvTable;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;

/// Almagest's bulk load: types of CSV inferred, rows in the order of the file.
final class AlmagestLoader implements Loader {
    private final int threads;

    AlmagestLoader(int threads) {
        this.threads = threads;
    }

    @Override
    public String name() {
        return "Almagest";
    }

    @Override
    public void load(Path file, Path folder) {
        try (Engine engine = open(folder, OpenMode.CREATE)) {
            SourceFiles sources =
                    new SourceFiles(engine.files(), System.getProperty("java.io.tmpdir"), engine.budget());
            Scannable rows = source(sources, file.toString());
            try (TableSink sink = engine.database().writer().createTableWithSink("gaia", rows.schema())) {
                BulkLoad.ofAll(rows, sink, threads).run();
                sink.commit();
            }
        }
    }

    private static Scannable source(SourceFiles sources, String file) {
        return switch (sources.kind(file)) {
            case CSV ->
                sources.openCsv(
                        file, CsvOptions.parse(Map.of()).withChunkBytes(CsvTable.LOAD_CHUNK_BYTES), CsvReject.IGNORED);
            case FITS -> sources.openFits(file, Map.of());
            case PARQUET -> sources.openParquet(file, Map.of());
        };
    }

    private Engine open(Path folder, OpenMode mode) {
        return Engine.open(EngineOptions.of(folder.resolve("catalogue.almagest").toString(), mode)
                .withThreads(threads));
    }

    @Override
    public List<List<Object>> check(Path folder) {
        try (AlmagestSide side = new AlmagestSide(open(folder, OpenMode.READ_ONLY))) {
            return side.answer(LoadRace.CHECK);
        }
    }
}
