package org.almagest.columnar.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// Bits pass the keys and nothing else, one by one, in blocks and between bounds.
final class KeyBitsTest {
    private static final long SEED = Long.getLong("almagest.seed", 18);

    private record Ends(long low, long high) {}

    private static final Ends[] ENDS = {
        new Ends(0, 0),
        new Ends(-3, 60),
        new Ends(5, 68),
        new Ends(-100_000, 100_000),
        new Ends(Long.MIN_VALUE, Long.MIN_VALUE + 5000),
        new Ends(Long.MAX_VALUE - 5000, Long.MAX_VALUE),
        new Ends(Integer.MAX_VALUE - 70L, Integer.MAX_VALUE + 70L)
    };

    @Test
    void passesKeysAlone() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (Ends ends : ENDS) {
            try (Arena arena = Arena.ofConfined()) {
                KeyBits bits =
                        KeyBits.of(arena.allocate(KeyBits.bytes(ends.low(), ends.high()), 8), ends.low(), ends.high());
                TreeSet<Long> keys = new TreeSet<>();
                for (int i = 0; i < 40; i++) {
                    long key = near(ends, random);
                    bits.addWithin(key);
                    if (key >= ends.low() && key <= ends.high()) {
                        keys.add(key);
                    }
                }
                for (int i = 0; i < 3000; i++) {
                    long value = near(ends, random);
                    assertEquals(keys.contains(value), bits.mayContain(value));
                    long other = near(ends, random);
                    boolean any = !keys.subSet(Math.min(value, other), true, Math.max(value, other), true)
                            .isEmpty();
                    boolean may = bits.mayContainAny(Math.min(value, other), Math.max(value, other));
                    assertTrue(may || !any);
                    assertTrue(any || !may || Math.abs(other - value) >= 1 << 16);
                }
                blocks(bits, ends, random);
            }
        }
    }

    /// Answers a value between the ends or a little beyond them.
    private static long near(Ends ends, Random random) {
        if (random.nextInt(20) == 0) {
            return random.nextLong();
        }
        long span = ends.high() - ends.low() + 1;
        return ends.low() + Math.floorMod(random.nextLong(), span + 8) - 4;
    }

    private static void blocks(KeyBits bits, Ends ends, Random random) {
        for (int rows : new int[] {0, 1, 63, 64, 65, 1000, 1024}) {
            long[] longs = new long[1024];
            int[] ints = new int[1024];
            for (int i = 0; i < rows; i++) {
                longs[i] = near(ends, random);
                ints[i] = (int) near(ends, random);
            }
            long[] asked = new long[16];
            for (int w = 0; w < asked.length; w++) {
                asked[w] = w % 3 == 0 ? random.nextLong() & random.nextLong() & random.nextLong() : random.nextLong();
            }
            long[] ofLongs = asked.clone();
            long[] ofInts = asked.clone();
            bits.longs(longs, rows, ofLongs);
            bits.ints(ints, rows, ofInts);
            for (int i = 0; i < rows; i++) {
                boolean counts = (asked[i >>> 6] >>> i & 1) != 0;
                assertEquals(counts && bits.mayContain(longs[i]), (ofLongs[i >>> 6] >>> i & 1) != 0);
                assertEquals(counts && bits.mayContain(ints[i]), (ofInts[i >>> 6] >>> i & 1) != 0);
            }
        }
    }

    @Test
    void tooManyValuesTakeTooManyBytes() {
        assertEquals(Long.MAX_VALUE, KeyBits.bytes(Long.MIN_VALUE, Long.MAX_VALUE));
        assertEquals(Long.MAX_VALUE, KeyBits.bytes(-1, Long.MAX_VALUE));
        assertEquals(16, KeyBits.bytes(7, 70));
        assertFalse(KeyBits.bytes(0, Long.MAX_VALUE - 200) < 0);
    }
}
