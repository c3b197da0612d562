package org.almagest.bench.jmh;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.almagest.sky.AngularDistance;
import org.almagest.sky.HealpixNested;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Times the sky functions per position, over positions spread evenly on the sphere.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SkyBenchmark {
    private static final int POSITIONS = 1 << 16;

    private final double[] ra = new double[POSITIONS];
    private final double[] dec = new double[POSITIONS];
    private final long[] cells = new long[POSITIONS];

    public SkyBenchmark() {
        Random random = new Random(29);
        for (int i = 0; i < POSITIONS; i++) {
            ra[i] = 360 * random.nextDouble();
            dec[i] = Math.toDegrees(Math.asin(2 * random.nextDouble() - 1));
        }
    }

    /// The cell of order 29, from which all coarser ones follow by a shift.
    @Benchmark
    @OperationsPerInvocation(POSITIONS)
    public long cell29() {
        long sum = 0;
        for (int i = 0; i < POSITIONS; i++) {
            sum += HealpixNested.cell29(ra[i], dec[i]);
        }
        return sum;
    }

    /// The same, as loads do it: many at a time.
    @Benchmark
    @OperationsPerInvocation(POSITIONS)
    public long cells29() {
        HealpixNested.cells29(ra, dec, POSITIONS, cells);
        return cells[0];
    }

    /// The distance to one place.
    @Benchmark
    @OperationsPerInvocation(POSITIONS)
    public double distance() {
        double sum = 0;
        for (int i = 0; i < POSITIONS; i++) {
            sum += AngularDistance.degrees(ra[i], dec[i], 56.6, 24.11);
        }
        return sum;
    }
}
