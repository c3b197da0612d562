package org.almagest.columnar.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.kernel.DistinctKernels;
import org.junit.jupiter.api.Test;

final class SketchTest {
    private static final long[] ALL = {};
    private static final long SEED = Long.getLong("almagest.seed", 1_510L);

    private static DistinctSketch sketch(long[] values) {
        byte[] registers = new byte[1 << DistinctSketch.MOST_BITS];
        DistinctKernels.longs(values, ALL, 0, values.length, registers, DistinctSketch.MOST_BITS);
        return DistinctSketch.of(registers);
    }

    private static long[] consecutive(long first, int count) {
        long[] values = new long[count];
        Arrays.setAll(values, i -> first + i);
        return values;
    }

    @Test
    void estimatesAreWithinTheirError() {
        for (int count : new int[] {0, 1, 2, 10, 100, 1_000, 4_000, 10_000, 100_000, 1_000_000}) {
            DistinctSketch whole = sketch(consecutive(4_295_806_720L * 7, count));
            for (int bits = DistinctSketch.MOST_BITS; bits >= DistinctSketch.LEAST_BITS; bits--) {
                DistinctSketch folded = whole.fold(bits).asStored();
                double error = 4 * folded.standardError() * count;
                assertEquals(count, folded.estimate(), Math.max(0.5, error), count + " at " + bits + " bits");
            }
        }
    }

    @Test
    void mergingIsSeeingAll() {
        DistinctSketch both = sketch(consecutive(0, 30_000)).merge(sketch(consecutive(20_000, 30_000)));
        assertEquals(sketch(consecutive(0, 50_000)), both);
        DistinctSketch coarse = sketch(consecutive(0, 30_000)).fold(8);
        assertEquals(sketch(consecutive(0, 50_000)).fold(8), coarse.merge(sketch(consecutive(20_000, 30_000))));
    }

    @Test
    void kindsOfValuesHashAlike() {
        byte[] ints = new byte[64];
        byte[] longs = new byte[64];
        DistinctKernels.ints(new int[] {-1, 7}, ALL, 0, 2, ints, 6);
        DistinctKernels.longs(new long[] {-1, 7}, ALL, 0, 2, longs, 6);
        assertArrayEquals(longs, ints);
        byte[] doubles = new byte[64];
        byte[] floats = new byte[64];
        DistinctKernels.doubles(new double[] {0.0, Double.NaN, 1.5}, ALL, 0, 3, doubles, 6);
        float payload = Float.intBitsToFloat(0x7fc0_1234);
        DistinctKernels.floats(new float[] {-0f, payload, 1.5f}, ALL, 0, 3, floats, 6);
        assertArrayEquals(doubles, floats);
        byte[] fewer = new byte[64];
        DistinctKernels.longs(new long[] {-1, 7, 99}, new long[] {0b011}, 0, 3, fewer, 6);
        assertArrayEquals(longs, fewer);
    }

    @Test
    void bytesComeBack() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            long[] values =
                    random.longs(random.nextInt(1 << random.nextInt(14))).toArray();
            DistinctSketch stored = sketch(values).fitting(40 + random.nextInt(3_000));
            assertEquals(Optional.of(stored), DistinctSketch.read(stored.toBytes()));
            int[] counts = new int[DensityMap.cells(DensityMap.MOST_ORDER)];
            int clumps = random.nextInt(3_000);
            for (int i = 0; i < clumps; i++) {
                counts[random.nextInt(counts.length)] = random.nextInt(1 << random.nextInt(20));
            }
            DensityMap map = DensityMap.of(counts, 1_024 + random.nextInt(60_000));
            assertEquals(Optional.of(map), DensityMap.read(map.toBytes()));
            long total = Arrays.stream(counts).asLongStream().sum();
            assertEquals(total, map.total(), total * 0.065 + 1, "-Dalmagest.seed=" + SEED);
        }
    }

    @Test
    void otherBytesAreRefused() {
        Random random = new Random(SEED);
        byte[] sound = sketch(consecutive(0, 900)).toBytes();
        for (int round = 0; round < 2_000; round++) {
            byte[] bad = Arrays.copyOf(sound, random.nextInt(sound.length + 9));
            if (bad.length > 0) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            DistinctSketch.read(bad).ifPresent(sketch -> assertTrue(sketch.estimate() >= 0));
            DensityMap.read(bad).ifPresent(map -> assertTrue(map.total() >= 0));
        }
    }

    @Test
    void aThousandColumnsHaveSmallSketches() {
        DistinctSketch small = sketch(consecutive(0, 1_000_000)).fitting(48);
        assertTrue(small.toBytes().length <= 48);
        assertEquals(1_000_000, small.estimate(), 500_000);
    }

    @Test
    void quantilesMerge() {
        Random random = new Random(SEED);
        List<Quantiles> parts = new ArrayList<>();
        double[] all = new double[40_000];
        for (int part = 0; part < 8; part++) {
            double[] values = new double[5_000];
            for (int i = 0; i < values.length; i++) {
                values[i] = part % 2 == 0 ? random.nextGaussian() * part : Math.exp(random.nextDouble() * 9);
                all[part * 5_000 + i] = values[i];
            }
            Arrays.sort(values);
            parts.add(Quantiles.ofSorted(values, values.length, values.length, 65));
        }
        Arrays.sort(all);
        Quantiles merged = Quantiles.merge(parts, 129);
        assertEquals(40_000, merged.values());
        for (int percent = 1; percent < 100; percent++) {
            double answer = merged.quantile(percent / 100.0);
            int place = Arrays.binarySearch(all, answer);
            int below = place >= 0 ? place : -place - 1;
            boolean tied = answer == all[Math.min(39_999, percent * 400)];
            assertTrue(
                    tied || Math.abs(below - percent * 400) <= 40_000 * 0.025,
                    percent + " % has rank " + below + ", -Dalmagest.seed=" + SEED);
        }
        assertEquals(all[0], merged.quantile(0));
        assertEquals(all[39_999], merged.quantile(1));
    }

    @Test
    void densityIsFoldedWhereThereIsNoRoom() {
        int[] counts = new int[DensityMap.cells(6)];
        Arrays.fill(counts, 3);
        assertEquals(6, DensityMap.of(counts, 64 << 10).order());
        DensityMap coarse = DensityMap.of(counts, 4_096);
        assertEquals(4, coarse.order());
        assertEquals(48, coarse.counts(4)[77], 3);
        assertEquals(
                coarse.order(), coarse.merge(DensityMap.of(counts, 64 << 10)).order());
    }
}
