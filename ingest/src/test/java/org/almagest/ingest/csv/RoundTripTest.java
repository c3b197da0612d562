package org.almagest.ingest.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random tables, written in random dialects, read back equal at any chunk size and thread count.
final class RoundTripTest {
    private static final long SEED = Long.getLong("almagest.seed", 271_828L);
    private static final int[] CHUNK_BYTES = {1, 2, 5, 16, 63, 64, 65, 300, 5_000, 1 << 20};

    @Test
    void tablesReadBackEqual() {
        for (int i = 0; i < 400; i++) {
            Random random = new Random(SEED + i);
            RandomTable table = new RandomTable(random);
            byte[] text = table.write().getBytes(StandardCharsets.UTF_8);
            int chunkBytes = CHUNK_BYTES[random.nextInt(CHUNK_BYTES.length)];
            int threads = 1 + random.nextInt(3);
            boolean packed = random.nextInt(5) == 0;
            try (CsvFixture fixture = new CsvFixture()) {
                CsvOptions options = table.options().withChunkBytes(chunkBytes);
                CsvTable read = fixture.open(packed ? CsvFixture.gzip(text) : text, options, new ArrayList<>());
                List<List<Object>> rows = CsvFixture.rows(read, threads);
                String place = "seed " + (SEED + i) + ", chunk " + chunkBytes + ", threads " + threads;
                assertEquals(table.rows().size(), rows.size(), place);
                for (int row = 0; row < rows.size(); row++) {
                    assertEquals(table.rows().get(row), rows.get(row), place + ", row " + row);
                }
            }
        }
    }

    @Test
    void aLongRowOutgrowsEveryBuffer() {
        String longText = "x\n\"".repeat(700_000);
        String text = "a,b\n1,2\n3,\"" + longText.replace("\"", "\"\"") + "\"\n4,5\n";
        try (CsvFixture fixture = new CsvFixture()) {
            CsvTable table = fixture.open(text, CsvOptions.DETECT.withChunkBytes(1000));
            assertEquals(List.of(List.of(1L, "2"), List.of(3L, longText), List.of(4L, "5")), CsvFixture.rows(table, 2));
        }
    }

    @Test
    void aMorselHasAtMostTheRowsOfARowGroup() {
        String text = "a,b\n" + "1,2\n".repeat(300_000);
        try (CsvFixture fixture = new CsvFixture()) {
            CsvTable table = fixture.open(text, CsvOptions.DETECT.withChunkBytes(CsvTable.LOAD_CHUNK_BYTES));
            List<Integer> sizes = new ArrayList<>();
            try (var scan = (CsvScan) table.scan(org.almagest.columnar.scan.ScanRequest.of(List.of()))) {
                for (var morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                    sizes.add(morsel.get().bytes() / 4);
                }
            }
            assertEquals(List.of(131_072, 131_072, 300_000 - 2 * 131_072), sizes);
            assertEquals(300_000, table.rowCount().orElseThrow());
        }
    }
}
