package org.almagest.columnar.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/// The vector kernels over pages compute what the scalar ones do; the codecs' contract test holds
/// those against decoded values.
final class PageFilterKernelsTest {
    private static final int VALUES = 1024;
    private static final int SLACK = 64;

    private final long seed = Long.getLong("almagest.seed", 1_510L);
    private final Random random = new Random(seed);
    private final long[] scalar = new long[VALUES / 64];
    private final long[] vector = new long[VALUES / 64];

    @Test
    void vectorsCompareAsTheLoopDoes() {
        assumeTrue(KernelChoice.ofProcess() != KernelChoice.SCALAR, "this JVM has no vectors");
        for (int round = 0; round < 400; round++) {
            int count = 1 + random.nextInt(VALUES);
            int width = random.nextInt(58);
            try (Arena arena = Arena.ofConfined()) {
                doubles(page(arena, 8L * count, bits -> Double.doubleToRawLongBits(random.nextInt(9) - 4)), count);
                floats(page(arena, 4L * count, bits -> bits), count);
                packed(page(arena, ((long) count * width + 7) / 8, bits -> bits), width, count);
            }
        }
    }

    @SuppressWarnings("restricted")
    private MemorySegment page(Arena arena, long bytes, LongUnaryOperator word) {
        MemorySegment memory = arena.allocate(bytes + SLACK, 64);
        for (long at = 0; at + 8 <= bytes; at += 8) {
            memory.set(ValueLayout.JAVA_LONG, at, word.applyAsLong(random.nextLong()));
        }
        return MemorySegment.ofAddress(memory.address()).reinterpret(memory.byteSize());
    }

    private void doubles(MemorySegment page, int count) {
        double low = random.nextInt(6) - 4;
        ScalarPageFilter.rangeDoubles(page, 0, count, low, low + 2, scalar);
        VectorPageFilter.rangeDoubles(page, 0, count, low, low + 2, vector);
        same(count);
    }

    private void floats(MemorySegment page, int count) {
        float low = Float.intBitsToFloat(random.nextInt());
        float high = random.nextBoolean() ? Float.POSITIVE_INFINITY : Float.intBitsToFloat(random.nextInt());
        ScalarPageFilter.rangeFloats(page, 0, count, low, high, scalar);
        VectorPageFilter.rangeFloats(page, 0, count, low, high, vector);
        same(count);
    }

    private void packed(MemorySegment page, int width, int count) {
        long most = (1L << width) - 1;
        long low = random.nextLong() & most;
        long span = (random.nextLong() & most) - low;
        if (span < 0) {
            return;
        }
        ScalarPageFilter.rangePacked(page, 0, width, low, span, count, scalar);
        VectorPageFilter.rangePackedLongs(page, 0, width, low, span, count, vector);
        same(count);
        if (width <= VectorDecode.MAX_INT_WIDTH) {
            VectorPageFilter.rangePackedInts(page, 0, width, (int) low, (int) span, count, vector);
            same(count);
        }
    }

    /// Bits beyond the values are unspecified.
    private void same(int count) {
        long beyond = count % 64 == 0 ? 0 : -1L << count;
        int words = count + 63 >>> 6;
        scalar[words - 1] &= ~beyond;
        vector[words - 1] &= ~beyond;
        assertArrayEquals(
                Arrays.copyOf(scalar, words),
                Arrays.copyOf(vector, words),
                "almagest.seed=" + seed + ", " + count + " values");
    }
}
