package org.almagest.columnar.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.almagest.columnar.error.CorruptionException;
import org.junit.jupiter.api.Test;

final class QuantilesTest {
    private static final long SEED = Long.getLong("almagest.seed", 20_261_127L);

    private static Quantiles quantiles(double[] values, int most, int points) {
        NumberSample sample = new NumberSample(most);
        Arrays.stream(values).forEach(sample::offer);
        return sample.quantiles(points, values.length).orElseThrow();
    }

    /// Holds the ranks of quantiles among the sorted values to the ranks asked for.
    private static void expectRanks(double[] values, Quantiles quantiles, double most) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        for (int percent = 0; percent <= 100; percent++) {
            double answer = quantiles.quantiles(percent / 100.0)[0];
            int first = firstAtLeast(sorted, answer);
            int last = firstAtLeast(sorted, Math.nextUp(answer));
            double wanted = percent / 100.0 * sorted.length;
            double off = Math.max(0, Math.max(first - wanted, wanted - last)) / sorted.length;
            assertTrue(off <= most, percent + " % is off by " + off + ", -Dalmagest.seed=" + SEED);
            double rank = quantiles.rank(answer);
            assertTrue(rank >= first / (double) sorted.length - most && rank <= last / (double) sorted.length + most);
        }
    }

    private static int firstAtLeast(double[] sorted, double value) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static double[] values(int count, DoubleSupplier next) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> next.getAsDouble());
        return values;
    }

    @Test
    void ranksAreWithinTheirError() {
        Random random = new Random(SEED);
        for (double[] values : List.of(
                values(100_000, random::nextGaussian),
                values(100_000, () -> Math.exp(9 * random.nextDouble())),
                values(100_000, () -> Math.floor(random.nextGaussian() * 2)),
                values(100_000, () -> random.nextInt(10) == 0 ? random.nextDouble() : 0),
                values(1_000, random::nextDouble))) {
            expectRanks(values, quantiles(values, 16_384, 129), 0.025);
            expectRanks(values, quantiles(values, 16_384, 9), 0.15);
        }
    }

    @Test
    void fewNumbersAreKeptAsTheyAre() {
        Quantiles three = quantiles(new double[] {7, -2, 7}, 1_024, 129);
        assertArrayEquals(new double[] {-2, 7, 7}, three.points());
        assertArrayEquals(new double[] {-2, 7, 7}, three.quantiles(0, 0.5, 1));
        Quantiles one = quantiles(new double[] {3.5}, 1_024, 129);
        assertEquals(3.5, one.quantiles(0.01)[0]);
        assertEquals(one, Quantiles.read(one.toBytes(), 1, "here"));
        assertEquals(Optional.empty(), new NumberSample(8).quantiles(5, 0));
    }

    @Test
    void nanIsNoNumberAndBothZerosAreOne() {
        double[] points =
                quantiles(new double[] {Double.NaN, -0.0, 0.0, 1}, 1_024, 129).points();
        assertArrayEquals(new double[] {0.0, 0.0, 1.0}, points);
        assertEquals(0L, Double.doubleToRawLongBits(points[0]));
        double[] ends = {Double.NEGATIVE_INFINITY, 1, Double.POSITIVE_INFINITY};
        assertArrayEquals(ends, quantiles(ends, 1_024, 129).points());
    }

    @Test
    void mergedPartsCountWithTheirValues() {
        Random random = new Random(SEED);
        List<Quantiles> parts = new ArrayList<>();
        double[] all = {};
        for (int part = 0; part < 8; part++) {
            int scale = part;
            double[] values = values(
                    part % 2 == 0 ? 12_000 : 3_000,
                    () -> scale % 2 == 0 ? random.nextGaussian() * scale : Math.exp(random.nextDouble() * 9));
            parts.add(quantiles(values, 4_096, 65));
            int before = all.length;
            all = Arrays.copyOf(all, before + values.length);
            System.arraycopy(values, 0, all, before, values.length);
        }
        Quantiles merged = Quantiles.merge(parts);
        assertEquals(60_000, merged.values());
        expectRanks(all, merged, 0.04);
        assertEquals(
                merged,
                Quantiles.merge(List.of(Quantiles.merge(parts.subList(0, 3)), Quantiles.merge(parts.subList(3, 8)))));
        assertThrows(IllegalStateException.class, merged::toBytes);
    }

    @Test
    void sameNumbersInTheSameOrderMakeTheSameBytes() {
        double[] values = values(300_000, new Random(SEED)::nextGaussian);
        assertArrayEquals(
                quantiles(values, 16_384, 129).toBytes(),
                quantiles(values, 16_384, 129).toBytes());
    }

    @Test
    void samplesOfAnyThinningAreAddedAlike() {
        Random random = new Random(SEED);
        double[] values = values(60_000, random::nextGaussian);
        NumberSample whole = new NumberSample(2_000);
        for (int from = 0; from < values.length; ) {
            int count = Math.min(values.length - from, random.nextInt(1, 9_000));
            NumberSample part = new NumberSample(1_024);
            for (int i = from; i < from + count; i++) {
                part.offer(values[i]);
            }
            whole.add(part);
            from += count;
        }
        expectRanks(values, whole.quantiles(129, values.length).orElseThrow(), 0.06);
    }

    @Test
    void otherBytesAreCorruption() {
        Random random = new Random(SEED);
        byte[] sound = quantiles(values(500, random::nextGaussian), 1_024, 65).toBytes();
        int refused = 0;
        for (int round = 0; round < 2_000; round++) {
            byte[] bad = Arrays.copyOf(sound, random.nextInt(sound.length + 9));
            if (bad.length > 0) {
                bad[random.nextInt(Math.min(32, bad.length))] = (byte) random.nextInt();
            }
            try {
                Quantiles.read(bad, 500, "manifest-000001, byte 99").quantiles(0.25, 0.5);
            } catch (CorruptionException damage) {
                assertTrue(damage.getMessage().startsWith("manifest-000001, byte 99: found "), damage.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 1_000, refused + " refused");
        assertThrows(CorruptionException.class, () -> Quantiles.read(sound, 0, "here"));
    }
}
