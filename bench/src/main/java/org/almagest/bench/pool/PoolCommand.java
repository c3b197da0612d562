package org.almagest.bench.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.almagest.bench.catalogue.CatalogueScannable;
import org.almagest.bench.catalogue.GaiaLikeCatalogue;
import org.almagest.bench.suite.VectorKernels;
import org.almagest.columnar.scan.TableSink;
import org.almagest.ingest.BulkLoad;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Measures the buffer pool against what it stands on: the disk and the memory bus.
@Command(
        name = "pool",
        mixinStandardHelpOptions = true,
        description = "Measure scans through the buffer pool against sequential reads, and decoding against memory.")
public final class PoolCommand implements Callable<Integer> {
    private static final long SEED = 20160914;

    @Option(names = "--rows", defaultValue = "16000000", description = "rows (default ${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--threads", defaultValue = "2", description = "worker threads (default ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--alternations", defaultValue = "5", description = "timed runs (default ${DEFAULT-VALUE})")
    private int alternations;

    @Option(names = "--folder", defaultValue = "bench/target/pool", description = "where the database is kept")
    private Path folder;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PoolCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        String database = folder.resolve(rows + "-" + SEED + ".almagest").toString();
        Path complete = Path.of(database + ".complete");
        if (!Files.exists(complete)) {
            Files.createDirectories(folder);
            load(database);
            Files.createFile(complete);
        }
        VectorKernels.warmUp();
        new DiskRace(database, threads).run(alternations);
        new DecodeRace(database).run(alternations);
        return 0;
    }

    private void load(String database) {
        EngineOptions options = EngineOptions.of(database, OpenMode.CREATE).withThreads(threads);
        try (Engine engine = Engine.open(options);
                TableSink sink = engine.database().writer().createTableWithSink("gaia", GaiaLikeCatalogue.schema())) {
            BulkLoad.ofAll(new CatalogueScannable(new GaiaLikeCatalogue(rows, SEED, false)), sink, threads)
                    .run();
            sink.commit();
        }
    }
}
