package org.almagest.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.almagest.bench.catalogue.CatalogueScannable;
import org.almagest.bench.catalogue.CrossMatchTargets;
import org.almagest.bench.catalogue.GaiaLikeCatalogue;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.ingest.BulkLoad;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;

/// Makes the suite's tables in an Almagest database.
final class AlmagestLoad {
    private final Path path;
    private final int threads;
    private final Map<String, Long> bytes = new LinkedHashMap<>();
    private long bytesBefore;

    AlmagestLoad(Path path, int threads) {
        this.path = path;
        this.threads = threads;
    }

    /// Loads all tables and answers the bytes of each, in order.
    Map<String, Long> load(GaiaLikeCatalogue catalogue) throws IOException {
        EngineOptions options =
                EngineOptions.of(path.toString(), OpenMode.CREATE).withThreads(threads);
        try (Engine engine = Engine.open(options)) {
            try (TableSink sink = engine.database().writer().createTableWithSink("gaia", GaiaLikeCatalogue.schema())) {
                BulkLoad.ofAll(new CatalogueScannable(catalogue), sink, threads).run();
                sink.commit();
            }
            made("gaia");
            engine.session().execute(DerivedTables.PARTNERS).close();
            made("vari");
            CrossMatchTargets targets = new CrossMatchTargets(catalogue);
            try (TableSink sink = engine.database().writer().createTableWithSink("xm2m", CrossMatchTargets.schema())) {
                fill(sink, targets);
                sink.commit();
            }
            made("xm2m");
            engine.session().execute(DerivedTables.fewTargets(catalogue)).close();
            made("xm500k");
        }
        return bytes;
    }

    private static void fill(TableSink sink, CrossMatchTargets targets) {
        Batch batch = Batch.allocate(CrossMatchTargets.schema().columns().stream()
                .map(ColumnDefinition::type)
                .toList());
        for (int from = 0; from < targets.count(); from += TableSink.ROW_GROUP_ROWS) {
            try (TableSink.Part part = sink.part(from / TableSink.ROW_GROUP_ROWS)) {
                int end = Math.min(targets.count(), from + TableSink.ROW_GROUP_ROWS);
                for (int first = from; first < end; first += ColumnVector.BATCH_ROWS) {
                    fill(batch, targets, first, Math.min(ColumnVector.BATCH_ROWS, end - first));
                    part.append(batch);
                }
            }
        }
    }

    private static void fill(Batch batch, CrossMatchTargets targets, int first, int rows) {
        batch.reset();
        for (int i = 0; i < rows; i++) {
            CrossMatchTargets.Target target = targets.target(first + i);
            ((IntColumnVector) batch.column(0)).set(i, target.id());
            ((DoubleColumnVector) batch.column(1)).set(i, target.ra());
            ((DoubleColumnVector) batch.column(2)).set(i, target.dec());
        }
        batch.setRowCount(rows);
    }

    private void made(String table) throws IOException {
        long now = 0;
        try (Stream<Path> all = Files.walk(path.resolve("data"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                now += Files.size(file);
            }
        }
        bytes.put(table, now - bytesBefore);
        bytesBefore = now;
    }
}
