package org.almagest.columnar.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class TextSearchTest {
    private final long seed = Long.getLong("almagest.seed", 1_510L);
    private final Random random = new Random(seed);

    @Test
    void rowsThatHoldTheNeedleAreFound() {
        for (int round = 0; round < 2_000; round++) {
            int rows = 1 + random.nextInt(round % 10 == 0 ? 1024 : 40);
            int letters = 1 + random.nextInt(3);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            int[] offsets = new int[1025];
            String[] texts = new String[rows];
            for (int i = 0; i < rows; i++) {
                texts[i] = text(random.nextInt(4) == 0 ? 0 : random.nextInt(40), letters);
                all.writeBytes(texts[i].getBytes(StandardCharsets.US_ASCII));
                offsets[i + 1] = all.size();
            }
            String needle = text(1 + random.nextInt(round % 3 == 0 ? 9 : 2), letters);
            byte[] bytes = Arrays.copyOf(all.toByteArray(), all.size() + random.nextInt(100));
            Arrays.fill(bytes, all.size(), bytes.length, (byte) 'a');
            long[] expected = new long[16];
            for (int i = 0; i < rows; i++) {
                expected[i >>> 6] |= (texts[i].contains(needle) ? 1L : 0L) << i;
            }
            byte[] wanted = needle.getBytes(StandardCharsets.US_ASCII);
            String about = "almagest.seed=" + seed + ", round " + round;
            long[] scalar = new long[16];
            TextSearch.scalar(bytes, offsets, rows, wanted, 0, scalar);
            assertArrayEquals(expected, scalar, about);
            if (KernelChoice.ofProcess() != KernelChoice.SCALAR) {
                long[] vector = new long[16];
                int done = VectorTextSearch.contains(bytes, offsets, rows, wanted, vector);
                TextSearch.scalar(bytes, offsets, rows, wanted, done, vector);
                assertArrayEquals(expected, vector, about);
            }
        }
    }

    private String text(int length, int letters) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(letters)));
        }
        return text.toString();
    }
}
