package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextBoundsTest {
    @Test
    void boundsHoldAndStayText() throws Exception {
        long seed = Long.getLong("almagest.seed", 1_510L);
        System.out.println("almagest.seed=" + seed);
        Random random = new Random(seed);
        int[] letters = {'a', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF, 'z', ' '};
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(40);
            for (int i = 0; i < length; i++) {
                text.appendCodePoint(letters[random.nextInt(letters.length)]);
            }
            byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
            byte[] lower = TextBounds.lower(utf8, 0, utf8.length, true);
            assertTrue(lower.length <= TextBounds.MAX_BYTES && Arrays.compareUnsigned(lower, utf8) <= 0);
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(lower));
            Optional<byte[]> upper = TextBounds.upper(utf8, 0, utf8.length, true);
            if (upper.isPresent()) {
                assertTrue(upper.get().length <= TextBounds.MAX_BYTES);
                assertTrue(Arrays.compareUnsigned(upper.get(), utf8) >= 0, text.toString());
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(upper.get()));
            }
        }
    }

    @Test
    void whatCannotBeRoundedUpHasNoUpperBound() {
        byte[] most = new byte[40];
        Arrays.fill(most, (byte) 0xFF);
        assertEquals(Optional.empty(), TextBounds.upper(most, 0, 40, false));
        byte[] letters = "b".repeat(40).getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "b".repeat(31) + "c",
                new String(TextBounds.upper(letters, 0, 40, true).orElseThrow(), StandardCharsets.UTF_8));
    }
}
