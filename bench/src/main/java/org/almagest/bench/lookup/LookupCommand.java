package org.almagest.bench.lookup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.almagest.bench.catalogue.CatalogueScannable;
import org.almagest.bench.catalogue.GaiaLikeCatalogue;
import org.almagest.bench.suite.VectorKernels;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.BloomColumns;
import org.almagest.columnar.schema.TableLayout;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.ingest.BulkLoad;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Times lookups of single rows by value, in process: by the column in whose order the rows lie and
/// by one that is spread over all pages and has Bloom filters, as SQL text and prepared; with `--index`, through
/// indexes.
@Command(
        name = "lookup",
        mixinStandardHelpOptions = true,
        description = "Time lookups of single rows, by zone maps and by Bloom filters.")
public final class LookupCommand implements Callable<Integer> {
    private static final long SEED = 20160914;
    private static final int SAMPLES = 5_000;

    @Option(names = "--rows", defaultValue = "2000000", description = "rows (default ${DEFAULT-VALUE})")
    private int rows;

    @Option(names = "--threads", defaultValue = "2", description = "worker threads (default ${DEFAULT-VALUE})")
    private int threads;

    @Option(names = "--lookups", defaultValue = "20000", description = "of each kind (default ${DEFAULT-VALUE})")
    private int lookups;

    @Option(
            names = "--columns",
            split = ",",
            defaultValue = "source_id,random_index",
            description = "columns to look up by (default ${DEFAULT-VALUE})")
    private List<String> columns;

    @Option(
            names = "--index",
            description = "make an index of each column first, by btree or hash; the database is changed")
    private String method;

    @Option(names = "--folder", defaultValue = "bench/target/lookup", description = "where the database is kept")
    private Path folder;

    @Option(names = "--database", description = "a database with the suite's table gaia, instead of an own one")
    private Path given;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new LookupCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        Path database = given != null ? given : prepared();
        VectorKernels.warmUp();
        EngineOptions options = EngineOptions.of(
                        database.toString(), method == null ? OpenMode.READ_ONLY : OpenMode.WRITE)
                .withThreads(threads);
        try (Engine engine = Engine.open(options)) {
            Session session = engine.session();
            for (String column : columns) {
                if (method != null) {
                    index(session, column);
                }
                long[] values = values(session, column);
                new LookupRun(session, column, values).run(lookups);
            }
        }
        return 0;
    }

    private void index(Session session, String column) {
        long start = System.nanoTime();
        session.execute("CREATE INDEX IF NOT EXISTS gaia_" + column + "_" + method + " ON gaia USING " + method + " ("
                        + column + ")")
                .close();
        System.out.printf("%-12s index by %s made in %.1f s%n", column, method, (System.nanoTime() - start) / 1e9);
    }

    private Path prepared() throws IOException {
        Path database = folder.resolve(rows + "-" + SEED + ".almagest");
        Path complete = Path.of(database + ".complete");
        if (!Files.exists(complete)) {
            Files.createDirectories(folder);
            load(database.toString());
            Files.createFile(complete);
        }
        return database;
    }

    private void load(String database) {
        TableSchema plain = GaiaLikeCatalogue.schema();
        TableSchema schema = plain.withLayout(TableLayout.DEFAULT.withBloom(BloomColumns.named(plain, "random_index")));
        try (Engine engine =
                        Engine.open(EngineOptions.of(database, OpenMode.CREATE).withThreads(threads));
                TableSink sink = engine.database().writer().createTableWithSink("gaia", schema)) {
            BulkLoad.ofAll(new CatalogueScannable(new GaiaLikeCatalogue(rows, SEED, false)), sink, threads)
                    .run();
            sink.commit();
        }
    }

    /// Answers values that are there, in random order.
    private static long[] values(Session session, String column) {
        List<Long> found = new ArrayList<>();
        Batch batch = new Batch(1);
        try (Result result =
                        session.execute("SELECT " + column + " FROM gaia WHERE random_index % 97 = 5 LIMIT 200000");
                Result.Rows all = (Result.Rows) result) {
            while (all.stream().next(batch)) {
                LongColumnVector vector = (LongColumnVector) batch.column(0);
                for (int i = 0; i < batch.size(); i++) {
                    found.add(vector.get(batch.row(i)));
                }
            }
        }
        Random random = new Random(SEED);
        return random.ints(SAMPLES, 0, found.size()).mapToLong(found::get).toArray();
    }
}
