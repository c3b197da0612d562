package org.almagest.columnar.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PackKernelsTest {
    private static final int WORDS = 16;
    private static final int ROWS = 64 * WORDS;

    private final long seed = Long.getLong("almagest.seed", 1_510L);
    private final Random random = new Random(seed);

    @Test
    void bitsByRowBecomeBitsByOrdinal() {
        for (int round = 0; round < 500; round++) {
            long[] validity = new long[WORDS];
            long[] rows = new long[WORDS];
            for (int w = 0; w < WORDS; w++) {
                validity[w] = switch (random.nextInt(4)) {
                    case 0 -> -1L;
                    case 1 -> 0;
                    case 2 -> random.nextLong();
                    default -> random.nextLong() | random.nextLong() | random.nextLong();
                };
                rows[w] = validity[w] & random.nextLong();
            }
            long[] expected = new long[WORDS];
            int ordinal = 0;
            for (int row = 0; row < ROWS; row++) {
                if ((validity[row >>> 6] >>> row & 1) != 0) {
                    expected[ordinal >>> 6] |= (rows[row >>> 6] >>> row & 1) << ordinal;
                    ordinal++;
                }
            }
            long[] actual = new long[WORDS];
            PackKernels.bits(rows, validity, WORDS, actual);
            assertArrayEquals(expected, actual, "almagest.seed=" + seed + ", round " + round);
            long[] back = new long[WORDS];
            PackKernels.rows(actual, validity, WORDS, back);
            assertArrayEquals(rows, back, "almagest.seed=" + seed + ", round " + round);
        }
    }

    @Test
    @SuppressWarnings("restricted")
    void vectorsSpreadAsTheLoopDoes() {
        assumeTrue(KernelChoice.ofProcess() != KernelChoice.SCALAR, "this JVM has no vectors");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(8L * ROWS + 128, 64);
            for (int i = 0; i < ROWS; i++) {
                memory.setAtIndex(ValueLayout.JAVA_LONG, i, random.nextLong());
            }
            MemorySegment page = MemorySegment.ofAddress(memory.address()).reinterpret(memory.byteSize());
            for (int rows = 1; rows <= ROWS; rows++) {
                long[] validity = new long[WORDS];
                for (int i = 0; i < rows; i++) {
                    validity[i >>> 6] |= (random.nextInt(1 + rows % 20) == 0 ? 0L : 1L) << i;
                }
                double[] scalar = new double[ROWS];
                double[] vector = new double[ROWS];
                ScalarPack.spread(page, 8L * (rows % 8), validity, rows, scalar);
                VectorPack.spread(page, 8L * (rows % 8), validity, rows, vector);
                for (int i = 0; i < rows; i++) {
                    assertEquals(
                            Double.doubleToRawLongBits(scalar[i]),
                            Double.doubleToRawLongBits(vector[i]),
                            "almagest.seed=" + seed + ", row " + i + " of " + rows);
                }
            }
        }
    }

    @Test
    @SuppressWarnings("restricted")
    void vectorsWidenAsTheLoopDoes() {
        assumeTrue(KernelChoice.ofProcess() != KernelChoice.SCALAR, "this JVM has no vectors");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(4L * ROWS + 128, 64);
            for (int i = 0; i < ROWS; i++) {
                int bits = i % 7 == 0 ? random.nextInt() : Float.floatToRawIntBits(random.nextFloat() * 100);
                memory.setAtIndex(ValueLayout.JAVA_INT, i, bits);
            }
            MemorySegment page = MemorySegment.ofAddress(memory.address()).reinterpret(memory.byteSize());
            for (int count = 0; count <= ROWS; count++) {
                int offset = 4 * random.nextInt(8);
                double[] scalar = new double[ROWS];
                double[] vector = new double[ROWS];
                ScalarPack.widen(page, offset, Math.min(count, ROWS - 8), scalar);
                VectorPack.widen(page, offset, Math.min(count, ROWS - 8), vector);
                for (int i = 0; i < Math.min(count, ROWS - 8); i++) {
                    assertEquals(Double.doubleToLongBits(scalar[i]), Double.doubleToLongBits(vector[i]));
                }
            }
        }
    }
}
