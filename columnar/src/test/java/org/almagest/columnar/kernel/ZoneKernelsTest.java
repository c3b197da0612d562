package org.almagest.columnar.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Bounds of runs of rows against streams that say the same slowly.
class ZoneKernelsTest {
    @Test
    void boundsAreThoseOfTheValuesThatCount() {
        long seed = Long.getLong("almagest.seed", 1_510L);
        System.out.println("almagest.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int rows = 1 + random.nextInt(300);
            long[] longs = random.longs(rows).toArray();
            int[] ints = random.ints(rows).toArray();
            double[] doubles = random.doubles(rows, -5, 5)
                    .map(value -> value > 4 ? Double.NaN : value < -4 ? -0.0 : value)
                    .toArray();
            float[] floats = new float[rows];
            IntStream.range(0, rows).forEach(i -> floats[i] = (float) doubles[i]);
            long[] validity = random.nextBoolean()
                    ? new long[0]
                    : random.longs(rows / 64 + 1).toArray();
            int from = random.nextInt(rows);
            int count = random.nextInt(rows - from + 1);
            int[] valid = IntStream.range(from, from + count)
                    .filter(i -> validity.length == 0 || (validity[i >>> 6] >>> i & 1) != 0)
                    .toArray();
            int[] numbers =
                    IntStream.of(valid).filter(i -> doubles[i] == doubles[i]).toArray();
            assertEquals(count - valid.length, ZoneKernels.nulls(validity, from, count));
            long[] range = {7, 7};
            double[] real = {7, 7};
            assertEquals(valid.length, ZoneKernels.longs(longs, validity, from, count, 0, range));
            assertEquals(IntStream.of(valid).mapToLong(i -> longs[i]).min().orElse(7), range[0]);
            assertEquals(IntStream.of(valid).mapToLong(i -> longs[i]).max().orElse(7), range[1]);
            range[0] = 7;
            ZoneKernels.longs(longs, validity, from, count, Long.MIN_VALUE, range);
            assertEquals(
                    IntStream.of(valid)
                            .mapToObj(i -> longs[i])
                            .min(Long::compareUnsigned)
                            .orElse(7L),
                    range[0]);
            range[1] = 7;
            assertEquals(valid.length, ZoneKernels.ints(ints, validity, from, count, range));
            assertEquals(IntStream.of(valid).mapToLong(i -> ints[i]).max().orElse(7), range[1]);
            assertEquals(numbers.length, ZoneKernels.doubles(doubles, validity, from, count, real));
            assertEquals(
                    IntStream.of(numbers)
                            .mapToDouble(i -> doubles[i] + 0.0)
                            .min()
                            .orElse(7),
                    real[0]);
            assertEquals(
                    IntStream.of(numbers)
                            .mapToDouble(i -> doubles[i] + 0.0)
                            .max()
                            .orElse(7),
                    real[1]);
            real[0] = 7;
            assertEquals(numbers.length, ZoneKernels.floats(floats, validity, from, count, real));
            assertEquals(
                    IntStream.of(numbers)
                            .mapToDouble(i -> floats[i] + 0.0)
                            .min()
                            .orElse(7),
                    real[0]);
        }
    }
}
