package org.almagest.columnar.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.kernel.DistinctKernels;
import org.apache.datasketches.hll.HllSketch;
import org.junit.jupiter.api.Test;

final class DistinctSketchTest {
    private static final long[] ALL = {};
    private static final long SEED = Long.getLong("almagest.seed", 20_261_127L);

    private static HllSketch seen(long[] values) {
        HllSketch sketch = DistinctSketch.collector();
        DistinctKernels.longs(values, ALL, 0, values.length, sketch);
        return sketch;
    }

    private static DistinctSketch sketch(long[] values) {
        return DistinctSketch.of(seen(values));
    }

    private static long[] consecutive(long first, int count) {
        return LongStream.range(first, first + count).toArray();
    }

    private static double standardError(int bits) {
        return 1.04 / Math.sqrt(1 << bits);
    }

    @Test
    void estimatesAreWithinTheirError() {
        for (int count : new int[] {0, 1, 2, 10, 100, 1_000, 4_000, 10_000, 100_000, 1_000_000}) {
            HllSketch seen = seen(consecutive(4_295_806_720L * 7, count));
            for (int bits = DistinctSketch.MOST_BITS; bits >= DistinctSketch.LEAST_BITS; bits--) {
                DistinctSketch sketch = DistinctSketch.fitting(seen, 64 + (1 << bits - 1));
                double error = 4 * standardError(bits) * count;
                assertEquals(count, sketch.estimate(), Math.max(0.5, error), count + " at " + bits + " bits");
            }
        }
    }

    @Test
    void fewValuesAreCountedExactlyHoweverOftenTheyCome() {
        Random random = new Random(SEED);
        for (int different : new int[] {1, 2, 7, 20, 100}) {
            long[] values =
                    random.longs(50_000).map(v -> Math.floorMod(v, different)).toArray();
            assertEquals(different, sketch(values).estimate(), "-Dalmagest.seed=" + SEED);
        }
    }

    @Test
    void skewDoesNotMatter() {
        Random random = new Random(SEED);
        long[] values = random.doubles(400_000)
                .mapToLong(u -> (long) Math.pow(1 - u, -1.2))
                .toArray();
        long different = Arrays.stream(values).distinct().count();
        assertTrue(different > 1_000, different + " different values");
        assertEquals(different, sketch(values).estimate(), 4 * standardError(12) * different, "seed " + SEED);
    }

    @Test
    void mergingIsSeeingAll() {
        DistinctSketch merged =
                DistinctSketch.merge(List.of(sketch(consecutive(0, 30_000)), sketch(consecutive(20_000, 30_000))));
        assertEquals(50_000, merged.estimate(), 4 * standardError(12) * 50_000);
        DistinctSketch coarse = DistinctSketch.fitting(seen(consecutive(0, 30_000)), 100);
        DistinctSketch mixed = DistinctSketch.merge(List.of(coarse, sketch(consecutive(20_000, 30_000))));
        assertEquals(50_000, mixed.estimate(), 4 * standardError(6) * 50_000);
        DistinctSketch none = sketch(new long[0]);
        assertEquals(0, DistinctSketch.merge(List.of(none, none)).estimate());
        assertEquals(
                30,
                DistinctSketch.merge(List.of(none, sketch(consecutive(5, 30)))).estimate());
    }

    @Test
    void sameValuesInTheSameOrderMakeTheSameBytes() {
        long[] values = new Random(SEED).longs(20_000).toArray();
        long[] repeated =
                Arrays.stream(values).flatMap(v -> LongStream.of(v, v, v)).toArray();
        for (int count : new int[] {0, 5, 100, 900, 20_000}) {
            byte[] once = sketch(Arrays.copyOf(values, count)).toBytes();
            assertArrayEquals(once, sketch(Arrays.copyOf(values, count)).toBytes());
            assertArrayEquals(once, sketch(Arrays.copyOf(repeated, 3 * count)).toBytes(), "repeated " + count);
        }
    }

    @Test
    void kindsOfValuesCountAlike() {
        HllSketch ints = DistinctSketch.collector();
        DistinctKernels.ints(new int[] {-1, 7, 7}, ALL, 0, 3, ints);
        assertEquals(sketch(new long[] {-1, 7}), DistinctSketch.of(ints));
        HllSketch doubles = DistinctSketch.collector();
        DistinctKernels.doubles(new double[] {0.0, Double.NaN, 1.5}, ALL, 0, 3, doubles);
        HllSketch floats = DistinctSketch.collector();
        float payload = Float.intBitsToFloat(0x7fc0_1234);
        DistinctKernels.floats(new float[] {-0f, 0f, payload, Float.NaN, 1.5f}, ALL, 0, 5, floats);
        assertEquals(DistinctSketch.of(doubles), DistinctSketch.of(floats));
        assertEquals(3, DistinctSketch.of(floats).estimate());
        HllSketch fewer = DistinctSketch.collector();
        DistinctKernels.longs(new long[] {-1, 7, 99}, new long[] {0b011}, 0, 3, fewer);
        assertEquals(sketch(new long[] {-1, 7}), DistinctSketch.of(fewer));
        HllSketch huges = DistinctSketch.collector();
        DistinctKernels.huges(new long[] {0, 1, 1, 0}, new long[] {5, 5, 5, 6}, ALL, 0, 4, huges);
        assertEquals(3, DistinctSketch.of(huges).estimate());
    }

    @Test
    void textsCountByTheirBytes() {
        byte[] bytes = "MNSaMNSaMNx".getBytes(StandardCharsets.UTF_8);
        int[] offsets = {0, 2, 4, 4, 4, 6, 8, 10, 11, 11};
        HllSketch texts = DistinctSketch.collector();
        DistinctKernels.bytes(offsets, bytes, ALL, 0, 9, texts);
        HllSketch library = DistinctSketch.collector();
        library.update("MN");
        library.update("Sa");
        library.update(0L);
        library.update("x");
        assertEquals(DistinctSketch.of(library), DistinctSketch.of(texts));
        assertEquals(4, DistinctSketch.of(texts).estimate());
    }

    @Test
    void aThousandColumnsHaveSmallSketches() {
        DistinctSketch small = DistinctSketch.fitting(seen(consecutive(0, 1_000_000)), 48);
        assertTrue(small.toBytes().length <= 96, small.toBytes().length + " bytes");
        assertEquals(1_000_000, small.estimate(), 520_000);
    }

    @Test
    void bytesComeBack() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            long[] values =
                    random.longs(random.nextInt(1 << random.nextInt(1, 15))).toArray();
            DistinctSketch stored = DistinctSketch.fitting(seen(values), 40 + random.nextInt(3_000));
            DistinctSketch read = DistinctSketch.read(stored.toBytes(), "here");
            assertEquals(stored, read);
            assertEquals(stored.estimate(), read.estimate());
        }
    }

    @Test
    void otherBytesAreCorruption() {
        Random random = new Random(SEED);
        int refused = 0;
        for (int count : new int[] {3, 90, 900, 30_000}) {
            byte[] sound = sketch(consecutive(0, count)).toBytes();
            for (int round = 0; round < 1_000; round++) {
                byte[] bad = Arrays.copyOf(sound, random.nextInt(sound.length + 9));
                if (bad.length > 0) {
                    bad[random.nextInt(Math.min(40, bad.length))] = (byte) random.nextInt();
                }
                try {
                    DistinctSketch.read(bad, "manifest-000001, byte 99").estimate();
                } catch (CorruptionException damage) {
                    assertTrue(damage.getMessage().startsWith("manifest-000001, byte 99: found "), damage.getMessage());
                    refused++;
                }
            }
        }
        assertTrue(refused > 2_000, refused + " refused");
        assertThrows(CorruptionException.class, () -> DistinctSketch.read(new byte[3], "here"));
    }
}
