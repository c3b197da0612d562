package org.almagest.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import nom.tam.fits.BinaryTable;
import nom.tam.fits.BinaryTableHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.util.FitsOutputStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.Batch;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What files are read with comes out of the memory budget and goes back there.
final class MemoryAccountingTest {
    private static final int ROWS = 20_000;

    @TempDir
    Path directory;

    /// Counts rows and keeps none.
    private record Counter(TableSchema schema, AtomicLong rows) implements TableSink {
        @Override
        public Part part(long sequence) {
            return new Part() {
                @Override
                public void append(Batch batch) {
                    rows.addAndGet(batch.size());
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public long commit() {
            return rows.get();
        }

        @Override
        public void close() {}
    }

    private Scannable open(String name, MemoryBudget budget) throws IOException, FitsException {
        Path path = directory.resolve(name);
        byte[] content = name.startsWith("text") ? text() : fits(name.contains("arrays"));
        try (OutputStream file = Files.newOutputStream(path);
                OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(file) : file) {
            out.write(content);
        }
        return new SourceFiles(new LocalFileSystem(), directory.toString(), budget).open(path.toString(), Map.of());
    }

    private static byte[] text() {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("id,ra,name\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(i)
                    .append(',')
                    .append(random.nextDouble())
                    .append(",star ")
                    .append(i)
                    .append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] fits(boolean arrays) throws FitsException, IOException {
        Random random = new Random(2);
        Object second = random.doubles(ROWS).toArray();
        if (arrays) {
            second = IntStream.range(0, ROWS)
                    .mapToObj(i -> random.ints(i % 20).toArray())
                    .toArray(int[][]::new);
        }
        BinaryTable table =
                BinaryTable.fromColumnMajor(new Object[] {random.longs(ROWS).toArray(), second});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Fits fits = new Fits();
                FitsOutputStream out = new FitsOutputStream(bytes)) {
            fits.addHDU(BinaryTableHDU.wrap(table));
            fits.write(out);
        }
        return bytes.toByteArray();
    }

    private static long load(Scannable source) {
        Counter sink = new Counter(source.schema(), new AtomicLong());
        return BulkLoad.ofAll(source, sink, 2).run();
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.fits", "arrays.fits", "plain.fits.gz", "text.csv", "text.csv.gz"})
    void allIsGivenBackAfterALoad(String name) throws IOException, FitsException {
        MemoryBudget budget = MemoryBudget.root(64 << 20);
        Scannable source = open(name, budget);
        assertEquals(ROWS, load(source));
        assertTrue(budget.peak() > 100_000, name + " took " + budget.peak());
        assertEquals(0, budget.reserved());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.fits", "arrays.fits", "text.csv", "text.csv.gz"})
    void allIsGivenBackByAScanThatIsLeft(String name) throws IOException, FitsException {
        MemoryBudget budget = MemoryBudget.root(64 << 20);
        Scannable source = open(name, budget);
        try (Scan scan = source.scan(ScanRequest.of(List.of(0, 1)));
                MorselReader reader = scan.reader()) {
            reader.open(scan.claim().orElseThrow());
            assertTrue(reader.next(new Batch(2)));
            assertTrue(budget.reserved() > 0);
        }
        assertEquals(0, budget.reserved());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain.fits", "arrays.fits", "plain.fits.gz", "text.csv", "text.csv.gz"})
    void aTinyBudgetIsAClearFailure(String name) {
        MemoryBudget budget = MemoryBudget.root(50_000);
        AlmagestException failure = assertThrows(AlmagestException.class, () -> load(open(name, budget)));
        assertEquals(SqlState.OUT_OF_MEMORY, failure.state());
        assertTrue(failure.getMessage().contains("reading "), failure.getMessage());
        assertTrue(failure.getMessage().contains("50000 bytes"), failure.getMessage());
        assertTrue(failure.hint().orElseThrow().contains("--memory"));
        assertEquals(0, budget.reserved());
    }

    @ParameterizedTest
    @ValueSource(ints = {2 << 20, 8 << 20, 64 << 20})
    void textIsReadInPiecesThatFitTheLimit(int bytes) throws IOException, FitsException {
        MemoryBudget budget = MemoryBudget.root(16L << 20);
        Scannable source = new SourceFiles(new LocalFileSystem(), directory.toString(), budget)
                .openCsv(
                        write(bytes),
                        org.almagest.ingest.csv.CsvOptions.DETECT.withChunkBytes(64 << 20),
                        org.almagest.ingest.csv.CsvReject.IGNORED);
        assertEquals(bytes / 32, load(source));
        assertTrue(budget.peak() <= 16L << 20);
        assertEquals(0, budget.reserved());
    }

    /// A file of lines of 32 bytes.
    private String write(int bytes) throws IOException {
        Path path = directory.resolve(bytes + ".csv");
        byte[] content = new byte[bytes];
        byte[] line = "1234567,2.718281828459,galaxies\n".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes; i += line.length) {
            System.arraycopy(line, 0, content, i, line.length);
        }
        Files.write(path, content);
        return path.toString();
    }
}
