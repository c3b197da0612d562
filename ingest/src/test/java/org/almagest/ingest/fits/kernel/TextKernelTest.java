package org.almagest.ingest.fits.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Copies of fixed-width strings against the obvious loop.
final class TextKernelTest {
    private static final long SEED = Long.getLong("almagest.seed", 20_261_126L);

    private static int copied(byte[] source, int start, int width, byte[] target, int at) {
        int length = 0;
        boolean wide = false;
        for (int i = 0; i < width && source[start + i] != 0; i++) {
            target[at + i] = source[start + i];
            wide |= source[start + i] < 0;
            length = source[start + i] == ' ' ? length : i + 1;
        }
        return wide ? ~length : length;
    }

    @Test
    void copiesWhatTheLoopCopies() {
        Random random = new Random(SEED);
        byte[] alphabet = {'a', ' ', ' ', 'z', 0, -60, 1, 127, -128};
        for (int run = 0; run < 200_000; run++) {
            int width = random.nextInt(40);
            int start = random.nextInt(10);
            int at = random.nextInt(10);
            int letters = 2 + random.nextInt(alphabet.length - 1);
            byte[] source = new byte[start + width];
            for (int i = 0; i < source.length; i++) {
                source[i] = alphabet[random.nextInt(random.nextInt(4) == 0 ? letters : 2)];
            }
            byte[] expected = new byte[at + width];
            byte[] found = new byte[at + width];
            int length = copied(source, start, width, expected, at);
            assertEquals(length, TextKernel.copy(source, start, width, found, at), "seed " + SEED + ", run " + run);
            int bytes = at + (length < 0 ? ~length : length);
            assertArrayEquals(
                    Arrays.copyOf(expected, bytes), Arrays.copyOf(found, bytes), "seed " + SEED + ", run " + run);
        }
    }
}
