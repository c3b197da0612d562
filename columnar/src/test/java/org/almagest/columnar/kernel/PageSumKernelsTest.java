package org.almagest.columnar.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The vector sums over pages compute what the scalar ones do, at every width, length and density.
final class PageSumKernelsTest {
    private static final int VALUES = 1024;
    private static final int SLACK = 64;

    private final long seed = Long.getLong("almagest.seed", 2_026L);
    private final Random random = new Random(seed);
    private final long[] bits = new long[VALUES / 64];
    private final long[] scalar = new long[2];
    private final long[] vector = new long[2];

    @Test
    void vectorsSumAsTheLoopDoes() {
        assumeTrue(KernelChoice.ofProcess() != KernelChoice.SCALAR, "this JVM has no vectors");
        for (int round = 0; round < 600; round++) {
            int width = round % 58;
            int count = random.nextInt(8) == 0 ? VALUES : 1 + random.nextInt(VALUES);
            choose(count, random.nextDouble());
            try (Arena arena = Arena.ofConfined()) {
                compare(page(arena, ((long) count * width + 7) / 8, random.nextInt(4) == 0), width, count);
            }
        }
    }

    /// Sets bits of values below `count`, at least one.
    private void choose(int count, double density) {
        java.util.Arrays.fill(bits, 0);
        for (int i = 0; i < count; i++) {
            if (random.nextDouble() < density) {
                bits[i >>> 6] |= 1L << i;
            }
        }
        int sure = random.nextInt(count);
        bits[sure >>> 6] |= 1L << sure;
    }

    @SuppressWarnings("restricted")
    private MemorySegment page(Arena arena, long bytes, boolean full) {
        MemorySegment memory = arena.allocate(bytes + SLACK, 64);
        for (long at = 0; at < bytes; at++) {
            memory.set(ValueLayout.JAVA_BYTE, at, full ? -1 : (byte) random.nextInt());
        }
        return MemorySegment.ofAddress(memory.address()).reinterpret(memory.byteSize());
    }

    private void compare(MemorySegment page, int width, int count) {
        String about = "-Dalmagest.seed=" + seed + " width " + width + " count " + count;
        ScalarPackedSums.boundPacked(page, 0, width, count, bits, scalar);
        VectorPackedSums.boundPackedLongs(page, 0, width, count, bits, vector);
        assertArrayEquals(scalar, vector, about);
        if (width <= PageSumKernels.MAX_SUM_WIDTH) {
            long sum = ScalarPackedSums.sumPacked(page, 0, width, count, bits);
            assertEquals(sum, VectorPackedSums.sumPackedLongs(page, 0, width, count, bits), about);
        }
        if (width <= VectorDecode.MAX_INT_WIDTH) {
            compareInts(page, width, count, about);
        }
    }

    private void compareInts(MemorySegment page, int width, int count, String about) {
        VectorPackedSums.boundPackedInts(page, 0, width, count, bits, vector);
        assertArrayEquals(scalar, vector, about);
        long sum = ScalarPackedSums.sumPacked(page, 0, width, count, bits);
        assertEquals(sum, VectorPackedSums.sumPackedInts(page, 0, width, count, bits), about);
        int[] digits = new int[VALUES];
        ScalarDecode.unpackInts(page, 0, width, random.nextInt() >> 4, count, digits);
        double scale = Math.pow(10, -random.nextInt(10));
        double expected = ScalarPackedSums.sumAlpFloats(digits, scale, count, bits);
        double found = VectorPackedSums.sumAlpFloats(digits, scale, count, bits);
        assertEquals(Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(found), about);
    }
}
