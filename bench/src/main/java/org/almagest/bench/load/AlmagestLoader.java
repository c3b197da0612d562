package org.almagest.bench.load;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.almagest.bench.suite.AlmagestSide;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ClusterColumns;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.TableLayout;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.ingest.BulkLoad;
import org.almagest.ingest.SourceFiles;
import org.almagest.ingest.csv.CsvOptions;
import org.almagest.ingest.csv.CsvReject;
import org.almagest.ingest.csv.CsvTable;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;

/// Almagest's bulk load: types of CSV inferred, rows in the order of the file, of a column, or of the
/// sky.
final class AlmagestLoader implements Loader {
    static final String FILE_ORDER = "none";
    static final String SKY_ORDER = "sky";

    private final int threads;
    private final String order;

    /// @param order `none`, `sky`, or the name of a column
    AlmagestLoader(int threads, String order) {
        this.threads = threads;
        this.order = order;
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
            try (TableSink sink = engine.database().writer().createTableWithSink("gaia", ordered(rows.schema()))) {
                BulkLoad.ofAll(rows, sink, threads).run();
                sink.commit();
            }
        }
    }

    private TableSchema ordered(TableSchema schema) {
        Clustering clustering = switch (order) {
            case FILE_ORDER -> new Clustering.FileOrder();
            case SKY_ORDER -> ClusterColumns.sky(schema);
            default -> ClusterColumns.named(schema, List.of(order));
        };
        return schema.withLayout(new TableLayout(clustering, schema.layout().compression()));
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
