package org.almagest.ingest.csv;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPOutputStream;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.io.MemoryFileSystem;
import org.almagest.columnar.io.WritableFile;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.FloatColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// Text files in memory, and tables read back as rows of objects.
final class CsvFixture implements AutoCloseable {
    /// Stands for NULL in rows.
    static final String NULL = "<NULL>";

    static final MemoryBudget BUDGET = MemoryBudget.root(1L << 30);

    private final MemoryBudget fileBudget = MemoryBudget.root(1L << 30);
    private final MemoryFileSystem files = new MemoryFileSystem(fileBudget);
    private int made;

    CsvTable open(String text, CsvOptions options) {
        return open(text.getBytes(StandardCharsets.UTF_8), options, new ArrayList<>());
    }

    CsvTable open(byte[] text, CsvOptions options, List<CsvReject> rejects) {
        return open(text, options, rejects, () -> false);
    }

    CsvTable open(byte[] text, CsvOptions options, List<CsvReject> rejects, BooleanSupplier cancelled) {
        String path = "x" + made++ + ".csv";
        try (WritableFile file = files.create(path)) {
            file.write(MemorySegment.ofArray(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return CsvTable.open(files, path, options, BUDGET, Collections.synchronizedList(rejects)::add, cancelled);
    }

    static CsvTable openReal(String name, CsvOptions options) {
        return CsvTable.open(new LocalFileSystem(), shared(name).toString(), options, BUDGET);
    }

    /// Answers a file of real data, or skips the test.
    static Path shared(String name) {
        String given = System.getProperty("almagest.shared", "");
        Path data = given.isEmpty() ? beside() : Path.of(given).resolve("data");
        Path file = data.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), "skipped: no real data file " + file);
        return file;
    }

    private static Path beside() {
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at.getParent() != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolveSibling("shared"))) {
                return at.resolveSibling("shared").resolve("data");
            }
        }
        return start.resolve("shared").resolve("data");
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    /// Reads all columns.
    static List<List<Object>> rows(CsvTable table, int threads) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < table.schema().columnCount(); i++) {
            all.add(i);
        }
        return rows(table, all, threads);
    }

    /// Reads columns with some threads and answers the rows in the order of the file.
    static List<List<Object>> rows(CsvTable table, List<Integer> columns, int threads) {
        Map<Integer, List<List<Object>>> morsels = new ConcurrentHashMap<>();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        try (Scan scan = table.scan(ScanRequest.of(columns))) {
            List<Thread> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Thread worker = new Thread(() -> read(scan, columns.size(), morsels));
                worker.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
                worker.start();
                workers.add(worker);
            }
            for (Thread worker : workers) {
                worker.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (!failures.isEmpty() && failures.getFirst() instanceof RuntimeException failure) {
            throw failure;
        }
        Assertions.assertTrue(failures.isEmpty(), failures::toString);
        Assertions.assertEquals(0, BUDGET.reserved(), "memory was not given back");
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < morsels.size(); i++) {
            rows.addAll(morsels.get(i));
        }
        return rows;
    }

    private static void read(Scan scan, int columns, Map<Integer, List<List<Object>>> morsels) {
        try (MorselReader reader = scan.reader()) {
            Batch batch = new Batch(columns);
            Optional<? extends Morsel> morsel = scan.claim();
            while (morsel.isPresent()) {
                List<List<Object>> rows = new ArrayList<>();
                reader.open(morsel.get());
                while (reader.next(batch)) {
                    for (int i = 0; i < batch.size(); i++) {
                        rows.add(row(batch, batch.row(i)));
                    }
                }
                morsels.put(morsel.get().index(), rows);
                morsel = scan.claim();
            }
        }
    }

    private static List<Object> row(Batch batch, int row) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < batch.columnCount(); i++) {
            ColumnVector vector = batch.column(i);
            values.add(vector.isNull(row) ? NULL : value(vector, row));
        }
        return values;
    }

    private static Object value(ColumnVector vector, int row) {
        return switch (vector) {
            case BooleanColumnVector v -> v.get(row) == 1;
            case IntColumnVector v -> v.get(row);
            case LongColumnVector v -> v.get(row);
            case HugeColumnVector v -> v.get(row);
            case FloatColumnVector v -> v.get(row);
            case DoubleColumnVector v -> v.get(row);
            case TextColumnVector v -> v.text(row);
            default -> throw new IllegalArgumentException(PhysicalType.ARRAY.toString());
        };
    }

    /// Answers `name TYPE` of each column.
    static List<String> columns(CsvTable table) {
        return table.schema().columns().stream()
                .map(column -> column.name() + " " + column.type())
                .toList();
    }

    @Override
    public void close() {
        files.close();
    }
}
