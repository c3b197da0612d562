package org.almagest.bench.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.almagest.bench.catalogue.CatalogueScannable;
import org.almagest.bench.catalogue.GaiaLikeCatalogue;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.Compression;
import org.almagest.columnar.schema.TableLayout;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.segment.SegmentFile;
import org.almagest.columnar.segment.SegmentTableSink;
import org.almagest.ingest.BulkLoad;

/// Prints what the suite's catalogue takes on disk, by column: at default settings, in an archive,
/// and with floats rounded to the decimals that catalogues publish.
///
/// Run it by the class path of `bench/suite`, with a number of rows.
public final class StorageSizes {
    private static final long SEED = 20160914;
    private static final int THREADS = 2;

    private StorageSizes() {}

    public static void main(String[] arguments) throws IOException {
        int rows = Integer.parseInt(arguments[0]);
        write(new GaiaLikeCatalogue(rows, SEED, false), Compression.DEFAULT);
        write(new GaiaLikeCatalogue(rows, SEED, false), Compression.ARCHIVE);
        System.out.println("rounded:");
        write(new GaiaLikeCatalogue(rows, SEED, true), Compression.DEFAULT);
    }

    private static void write(GaiaLikeCatalogue catalogue, Compression compression) throws IOException {
        Path folder = Files.createTempDirectory("almagest-sizes");
        LocalFileSystem files = new LocalFileSystem();
        MemoryBudget budget = MemoryBudget.root(4L << 30);
        AtomicInteger number = new AtomicInteger();
        List<SegmentDescription> made = new ArrayList<>();
        long start = System.nanoTime();
        try (SegmentTableSink sink = new SegmentTableSink(
                files,
                folder.toString(),
                () -> folder.resolve(number.incrementAndGet() + ".seg").toString(),
                GaiaLikeCatalogue.schema().withLayout(TableLayout.DEFAULT.with(compression)),
                budget,
                made::addAll)) {
            BulkLoad.ofAll(new CatalogueScannable(catalogue), sink, THREADS).run();
            sink.commit();
        }
        double bytes = made.stream().mapToLong(SegmentDescription::bytes).sum();
        System.out.printf(
                "%s: %.2f bytes/row, written in %.1f s%n",
                compression, bytes / catalogue.rowCount(), (System.nanoTime() - start) / 1e9);
        try (BufferPool pool = BufferPool.open(budget, 64L << 20)) {
            for (SegmentDescription segment : made) {
                try (SegmentFile file = SegmentFile.of(files, segment, pool, budget)) {
                    for (ColumnDefinition column : GaiaLikeCatalogue.schema().columns()) {
                        var storage = file.storage(column.id()).orElseThrow();
                        double each = storage.totalBytes() / (double) segment.rows();
                        System.out.printf("  %-20s %6.2f  %s%n", column.name(), each, storage.pages());
                    }
                }
            }
        }
        remove(folder);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
