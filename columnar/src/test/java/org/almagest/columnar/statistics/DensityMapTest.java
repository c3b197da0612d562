package org.almagest.columnar.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DensityMapTest {
    private static final long SEED = Long.getLong("almagest.seed", 20_261_127L);

    @Test
    void bytesComeBack() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
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
        int[] counts = new int[DensityMap.cells(DensityMap.MOST_ORDER)];
        Arrays.fill(counts, 100, 400, 7);
        byte[] sound = DensityMap.of(counts, 4_096).toBytes();
        for (int round = 0; round < 2_000; round++) {
            byte[] bad = Arrays.copyOf(sound, random.nextInt(sound.length + 9));
            if (bad.length > 0) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            DensityMap.read(bad).ifPresent(map -> assertTrue(map.total() >= 0));
        }
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
