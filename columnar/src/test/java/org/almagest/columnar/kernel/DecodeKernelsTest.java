package org.almagest.columnar.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Holds the vector kernels to the scalar ones, at every width and length, and both to not
/// allocating.
final class DecodeKernelsTest {
    private static final int VALUES = 1024;
    private static final int PAGE_BYTES = VALUES * 8 + 1024;
    private static final int ROOM_BYTES = VALUES * 100;

    private final long seed = Long.getLong("almagest.seed", 1_510L);
    private final Random random = new Random(seed);
    private final MemorySegment page = randomPage();

    @BeforeEach
    void needsWideVectors() {
        System.out.println("seed " + seed);
        assumeTrue(KernelChoice.ofProcess() != KernelChoice.SCALAR, "this JVM has no vectors");
    }

    private MemorySegment randomPage() {
        byte[] bytes = new byte[PAGE_BYTES];
        random.nextBytes(bytes);
        MemorySegment memory = Arena.ofAuto().allocate(PAGE_BYTES, 64);
        MemorySegment.copy(bytes, 0, memory, ValueLayout.JAVA_BYTE, 0, PAGE_BYTES);
        return memory;
    }

    @Test
    void unpacksIntsOfEveryWidthAndLength() {
        int[] expected = new int[VALUES];
        int[] actual = new int[VALUES];
        for (int width = 0; width <= 32; width++) {
            for (int round = 0; round < 40; round++) {
                int count = round < 34 ? round : random.nextInt(VALUES + 1);
                int offset = random.nextInt(70);
                int base = random.nextInt();
                ScalarDecode.unpackInts(page, offset, width, base, count, expected);
                if (width <= VectorDecode.MAX_INT_WIDTH) {
                    VectorDecode.unpackInts(page, offset, width, base, count, actual);
                    assertEquals(-1, Arrays.mismatch(expected, 0, count, actual, 0, count), at(width, count));
                }
                VectorDecode.unpackWideInts(page, offset, width, base, count, actual);
                assertEquals(-1, Arrays.mismatch(expected, 0, count, actual, 0, count), at(width, count));
            }
        }
    }

    @Test
    void unpacksLongsOfEveryWidthAndLength() {
        long[] expected = new long[VALUES];
        long[] actual = new long[VALUES];
        for (int width = 0; width <= 57; width++) {
            for (int round = 0; round < 40; round++) {
                int count = round < 34 ? round : random.nextInt(VALUES + 1);
                int offset = random.nextInt(70);
                long base = random.nextLong();
                ScalarDecode.unpackLongs(page, offset, width, base, count, expected);
                VectorDecode.unpackLongs(page, offset, width, base, count, actual);
                assertEquals(-1, Arrays.mismatch(expected, 0, count, actual, 0, count), at(width, count));
            }
        }
    }

    @Test
    void multipliesDecimalsToTheSameBits() {
        double[] expected = new double[VALUES];
        double[] actual = new double[VALUES];
        float[] expectedFloats = new float[VALUES];
        float[] actualFloats = new float[VALUES];
        for (int width = 0; width <= 57; width++) {
            int count = random.nextInt(VALUES + 1);
            double factor = Math.pow(10, random.nextInt(10));
            double fraction = Math.pow(10, -random.nextInt(18));
            long base = random.nextLong() >> random.nextInt(60);
            ScalarDecode.alpDoubles(page, 3, width, base, factor, fraction, count, expected);
            VectorDecode.alpDoubles(page, 3, width, base, factor, fraction, count, actual);
            assertEquals(-1, Arrays.mismatch(expected, 0, count, actual, 0, count), at(width, count));
            if (width <= VectorDecode.MAX_INT_WIDTH) {
                double scale = factor * fraction;
                ScalarDecode.alpFloats(page, 3, width, (int) base, scale, count, expectedFloats);
                VectorDecode.alpFloats(page, 3, width, (int) base, scale, count, actualFloats);
                assertEquals(-1, Arrays.mismatch(expectedFloats, 0, count, actualFloats, 0, count), at(width, count));
            }
        }
    }

    @Test
    void spellsNumbersAlike() {
        long[] expected = new long[VALUES];
        long[] actual = new long[VALUES];
        for (int round = 0; round < 20; round++) {
            for (int i = 0; i < VALUES; i++) {
                expected[i] = random.nextInt(100_000_000) >>> random.nextInt(27);
                actual[i] = expected[i];
            }
            long last = expected[VALUES - 1];
            DecimalText.spellScalar(expected, VALUES);
            VectorDecimals.spell(actual, VALUES);
            assertEquals(-1, Arrays.mismatch(expected, actual), "seed " + seed);
            StringBuilder spelt = new StringBuilder();
            for (int i = 0; i < 8; i++) {
                spelt.append((char) (actual[VALUES - 1] >>> 8 * i & 0xFF));
            }
            assertEquals(String.format("%08d", last), spelt.toString());
        }
    }

    @Test
    void joinsFloatsOfEveryCut() {
        double[] expected = new double[VALUES];
        double[] actual = new double[VALUES];
        float[] expectedFloats = new float[VALUES];
        float[] actualFloats = new float[VALUES];
        for (int right = 0; right <= 57; right++) {
            for (int codeBits = 0; codeBits <= 3; codeBits++) {
                int count = random.nextInt(VALUES + 1);
                int codesAt = random.nextInt(90);
                long[] lefts = new long[DecodeKernels.LEFT_PARTS];
                for (int i = 0; i < lefts.length; i++) {
                    int twin = i & (1 << codeBits) - 1;
                    lefts[i] = twin < i ? lefts[twin] : (random.nextLong() & 0xFFFF) << right;
                }
                ScalarDecode.joinDoubles(page, 3, right, codesAt, codeBits, lefts, count, expected);
                VectorJoin.joinDoubles(page, 3, right, codesAt, codeBits, lefts, count, actual);
                for (int i = 0; i < count; i++) {
                    long bits = Double.doubleToRawLongBits(expected[i]);
                    assertEquals(bits, Double.doubleToRawLongBits(actual[i]), at(right, codeBits));
                }
                if (right <= VectorDecode.MAX_INT_WIDTH) {
                    ScalarDecode.joinFloats(page, 3, right, codesAt, codeBits, lefts, count, expectedFloats);
                    VectorJoin.joinFloats(page, 3, right, codesAt, codeBits, lefts, count, actualFloats);
                    for (int i = 0; i < count; i++) {
                        int bits = Float.floatToRawIntBits(expectedFloats[i]);
                        assertEquals(bits, Float.floatToRawIntBits(actualFloats[i]), at(right, codeBits));
                    }
                }
            }
        }
    }

    @Test
    void sumsSteps() {
        for (int count = 0; count <= VALUES; count += 1 + random.nextInt(9)) {
            long[] expected = random.longs(VALUES).toArray();
            long[] actual = expected.clone();
            long start = random.nextLong();
            long base = random.nextLong();
            int shift = random.nextInt(64);
            ScalarDecode.sumLongs(expected, count, start, shift, base);
            VectorJoin.sumLongs(actual, count, start, shift, base);
            assertEquals(-1, Arrays.mismatch(expected, 0, count, actual, 0, count), at(shift, count));
        }
    }

    @Test
    void expandsOverEveryDensity() {
        for (int round = 0; round < 400; round++) {
            int rows = round < 70 ? round + 1 : 1 + random.nextInt(VALUES);
            long[] validity = new long[VALUES / 64];
            double density = random.nextInt(12) / 11.0;
            int values = 0;
            for (int row = 0; row < rows; row++) {
                if (random.nextDouble() < density) {
                    validity[row >>> 6] |= 1L << row;
                    values++;
                }
            }
            checkExpansion(validity, rows, values);
        }
    }

    private void checkExpansion(long[] validity, int rows, int values) {
        long[] compact = random.longs(VALUES).toArray();
        long[] obvious = new long[rows];
        for (int row = 0, next = 0; row < rows; row++) {
            obvious[row] = (validity[row >>> 6] >>> row & 1) != 0 ? compact[next++] : 0;
        }
        int[] ints = Arrays.stream(compact).mapToInt(v -> (int) v).toArray();
        int[] obviousInts = Arrays.stream(obvious).mapToInt(v -> (int) v).toArray();
        double[] doubles = Arrays.stream(compact).mapToDouble(v -> v).toArray();
        double[] obviousDoubles = Arrays.stream(obvious).mapToDouble(v -> v).toArray();
        for (boolean vectors : new boolean[] {false, true}) {
            long[] someLongs = compact.clone();
            int[] someInts = ints.clone();
            double[] someDoubles = doubles.clone();
            float[] someFloats = new float[VALUES];
            float[] obviousFloats = new float[rows];
            for (int i = 0; i < VALUES; i++) {
                someFloats[i] = ints[i];
            }
            for (int i = 0; i < rows; i++) {
                obviousFloats[i] = obviousInts[i];
            }
            if (vectors) {
                VectorDecode.expandInts(someInts, validity, rows, values);
                VectorDecode.expandLongs(someLongs, validity, rows, values);
                VectorDecode.expandFloats(someFloats, validity, rows, values);
                VectorDecode.expandDoubles(someDoubles, validity, rows, values);
            } else {
                ScalarDecode.expandInts(someInts, validity, rows, values);
                ScalarDecode.expandLongs(someLongs, validity, rows, values);
                ScalarDecode.expandFloats(someFloats, validity, rows, values);
                ScalarDecode.expandDoubles(someDoubles, validity, rows, values);
            }
            assertArrayEquals(obviousInts, Arrays.copyOf(someInts, rows), at(values, rows));
            assertArrayEquals(obvious, Arrays.copyOf(someLongs, rows), at(values, rows));
            assertArrayEquals(obviousFloats, Arrays.copyOf(someFloats, rows), at(values, rows));
            assertArrayEquals(obviousDoubles, Arrays.copyOf(someDoubles, rows), at(values, rows));
        }
    }

    @Test
    void copiesStringsBehindEveryPrefix() {
        for (int round = 0; round < 300; round++) {
            int prefixLength = round < 65 ? round : random.nextInt(65);
            int count = 1 + random.nextInt(60);
            int[] lengths = new int[count];
            int longest = 1 + random.nextInt(100);
            int total = 0;
            for (int i = 0; i < count; i++) {
                lengths[i] = prefixLength + random.nextInt(longest);
                total += lengths[i];
            }
            byte[] obvious = new byte[total];
            int to = 0;
            long from = 5 + prefixLength;
            for (int length : lengths) {
                MemorySegment.copy(page, ValueLayout.JAVA_BYTE, 5, obvious, to, prefixLength);
                MemorySegment.copy(
                        page, ValueLayout.JAVA_BYTE, from, obvious, to + prefixLength, length - prefixLength);
                to += length;
                from += length - prefixLength;
            }
            byte[] actual = new byte[total + 128];
            ScalarDecode.copyPrefixed(page, 5, prefixLength, 5 + prefixLength, lengths, count, actual);
            assertArrayEquals(obvious, Arrays.copyOf(actual, total), at(prefixLength, count));
            Arrays.fill(actual, (byte) 0);
            VectorDecode.copyPrefixed(page, 5, prefixLength, 5 + prefixLength, lengths, count, actual);
            assertArrayEquals(obvious, Arrays.copyOf(actual, total), at(prefixLength, count));
        }
    }

    @Test
    void allocatesNothingOnceCompiled() {
        assumeTrue(DecodeKernels.warmUp(), "the vector kernels lost their race");
        int[] ints = new int[VALUES];
        long[] longs = new long[VALUES];
        float[] floats = new float[VALUES];
        double[] doubles = new double[VALUES];
        byte[] bytes = new byte[ROOM_BYTES];
        int[] lengths = new int[VALUES];
        Arrays.fill(lengths, 15);
        long[] validity = new long[VALUES / 64];
        Arrays.fill(validity, 0x7FFF_FFFF_FFFF_FFFFL);
        long[] lefts = new long[DecodeKernels.LEFT_PARTS];
        Runnable everyKernel = () -> {
            for (int width = 0; width <= 25; width++) {
                DecodeKernels.unpackInts(page, 0, width, 1, VALUES, ints);
                DecodeKernels.unpackInts(page, 0, 26 + width % 7, 1, VALUES, ints);
                DecodeKernels.unpackLongs(page, 0, 2 * width, 1, VALUES, longs);
                DecodeKernels.alpDoubles(page, 0, 2 * width, 1, 10, 0.1, VALUES, doubles);
                DecodeKernels.alpFloats(page, 0, width, 1, 0.1, VALUES, floats);
                DecodeKernels.joinDoubles(page, 0, 2 * width, 7, width % 4, lefts, VALUES, doubles);
                DecodeKernels.joinFloats(page, 0, width, 7, width % 4, lefts, VALUES, floats);
                DecodeKernels.sumLongs(longs, VALUES, 1, 3, 9);
                DecodeKernels.expandInts(ints, validity, VALUES, VALUES - 16);
                DecodeKernels.expandLongs(longs, validity, VALUES, VALUES - 16);
                DecodeKernels.expandFloats(floats, validity, VALUES, VALUES - 16);
                DecodeKernels.expandDoubles(doubles, validity, VALUES, VALUES - 16);
                DecodeKernels.copyPrefixed(page, 0, 10, 10, lengths, VALUES, bytes);
            }
        };
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().threadId();
        long allocated = Long.MAX_VALUE;
        for (int round = 0; round < 1_000 && allocated > 0; round++) {
            long before = threads.getThreadAllocatedBytes(id);
            everyKernel.run();
            allocated = threads.getThreadAllocatedBytes(id) - before;
        }
        assertEquals(0, allocated, "bytes allocated by 260 blocks");
    }

    private String at(int a, int b) {
        return "seed " + seed + " at " + a + ", " + b;
    }
}
