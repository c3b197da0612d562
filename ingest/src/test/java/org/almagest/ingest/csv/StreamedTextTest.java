package org.almagest.ingest.csv;

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
import java.util.zip.GZIPOutputStream;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.LocalFileSystem;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.type.ScalarType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Text through a named pipe: once, from front to back, with types from its beginning.
final class StreamedTextTest {
    private final MemoryBudget budget = MemoryBudget.root(1L << 30);

    @TempDir
    private Path folder;

    private Path pipe;

    @BeforeEach
    void makePipe() throws IOException, InterruptedException {
        pipe = folder.resolve("pipe");
        try {
            int code = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
            Assumptions.assumeTrue(code == 0, "skipped: mkfifo failed");
        } catch (IOException absent) {
            Assumptions.abort("skipped: there is no mkfifo");
        }
    }

    @AfterEach
    void allMemoryIsGivenBack() {
        assertEquals(0, budget.reserved());
    }

    private CsvTable open(byte[] text, CsvOptions options) {
        Thread.ofPlatform().daemon().start(() -> {
            try (OutputStream out = Files.newOutputStream(pipe)) {
                out.write(text);
            } catch (IOException readerWentAway) {
                // The test that closes early does not want the rest.
            }
        });
        return CsvTable.open(new LocalFileSystem(), pipe.toString(), options, budget);
    }

    private static byte[] numbers(int rows, String last) {
        StringBuilder text = new StringBuilder("id,mag,name\n");
        for (int i = 0; i < rows; i++) {
            text.append(i).append(',').append(i).append(".5,star ").append(i).append('\n');
        }
        return text.append(last).toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(byte[] text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text);
        }
        return packed.toByteArray();
    }

    private static void requireNumbers(CsvTable table, int rows) {
        assertEquals(ScalarType.BIGINT, table.schema().column(0).type());
        assertEquals(ScalarType.DOUBLE, table.schema().column(1).type());
        List<List<Object>> found = CsvFixture.rows(table, 2);
        assertEquals(rows, found.size());
        for (int i = 0; i < rows; i++) {
            assertEquals(List.of((long) i, i + 0.5, "star " + i), found.get(i));
        }
    }

    @Test
    void aShortStreamIsReadWhole() {
        requireNumbers(open(numbers(3, ""), CsvOptions.DETECT), 3);
    }

    @Test
    void aLongStreamIsReadBeyondWhatWasLookedAt() {
        requireNumbers(open(numbers(300_000, ""), CsvOptions.DETECT), 300_000);
    }

    @Test
    void gzipIsUnpacked() throws IOException {
        requireNumbers(open(gzip(numbers(50_000, "")), CsvOptions.DETECT), 50_000);
    }

    @Test
    void aValueThatDisagreesNamesTheTypeToGive() {
        byte[] text = numbers(200_000, "200000.25,1,x\n");
        CsvTable table = open(text, CsvOptions.DETECT);
        AlmagestException refused = assertThrows(AlmagestException.class, () -> CsvFixture.rows(table, 2));
        assertEquals(SqlState.DATATYPE_MISMATCH, refused.state());
        assertTrue(
                refused.getMessage().contains("line 200002, column id: '200000.25' does not fit"),
                refused.getMessage());
        assertTrue(
                refused.hint().orElseThrow().contains("types => 'id DOUBLE'"),
                refused.hint().toString());
        assertTrue(TypeWidened.of(refused).isEmpty());
    }

    @Test
    void aGivenTypeTakesIt() {
        CsvOptions options = CsvOptions.DETECT.withColumns(List.of(), Map.of("id", ScalarType.DOUBLE));
        List<List<Object>> rows = CsvFixture.rows(open(numbers(200_000, "200000.25,1,x\n"), options), 2);
        assertEquals(200_000.25, rows.getLast().getFirst());
    }

    @Test
    void rowsComeOnce() {
        CsvTable table = open(numbers(10, ""), CsvOptions.DETECT);
        requireNumbers(table, 10);
        AlmagestException again = assertThrows(AlmagestException.class, () -> CsvFixture.rows(table, 2));
        assertEquals(SqlState.OBJECT_IN_USE, again.state());
    }

    @Test
    void fitsIsRefusedWithAReason() {
        byte[] fits = "SIMPLE  =                    T".getBytes(StandardCharsets.UTF_8);
        AlmagestException refused = assertThrows(AlmagestException.class, () -> open(fits, CsvOptions.DETECT));
        assertTrue(refused.getMessage().contains("stream of FITS"), refused.getMessage());
    }
}
