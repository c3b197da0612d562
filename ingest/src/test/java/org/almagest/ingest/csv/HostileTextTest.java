package org.almagest.ingest.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.almagest.columnar.error.AlmagestException;
import org.junit.jupiter.api.Test;

/// Any bytes at all give rows or one clear failure, whatever the chunk size, and no memory stays.
final class HostileTextTest {
    private static final long SEED = Long.getLong("almagest.seed", 161_803L);

    @Test
    void anyBytesGiveRowsOrAClearFailure() {
        int read = 0;
        for (int i = 0; i < 1_500; i++) {
            Random random = new Random(SEED + i);
            byte[] bytes = bytes(random);
            String whole = outcome(bytes, 1 << 20);
            read += whole.startsWith("rows") ? 1 : 0;
            assertEquals(whole, outcome(bytes, 1 + random.nextInt(50)), "seed " + (SEED + i));
        }
        assertTrue(read > 300, "only " + read + " texts could be read");
    }

    private static byte[] bytes(Random random) {
        if (random.nextInt(3) == 0) {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            return bytes;
        }
        byte[] bytes = new RandomTable(random).write().getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) ",;\"\n\r#\\\0\u00ff 0-".charAt(random.nextInt(12));
        }
        return bytes;
    }

    /// Answers the rows, or that there is a failure: of several, the first one met depends on the
    /// chunks.
    private static String outcome(byte[] bytes, int chunkBytes) {
        try (CsvFixture fixture = new CsvFixture()) {
            CsvTable table = fixture.open(bytes, CsvOptions.DETECT.withChunkBytes(chunkBytes), new ArrayList<>());
            List<List<Object>> rows = CsvFixture.rows(table, 1);
            return "rows " + rows;
        } catch (AlmagestException failure) {
            assertTrue(failure.getMessage().startsWith("x0.csv"), failure.getMessage());
            return "failure";
        }
    }
}
