package org.almagest.bench.jmh;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.almagest.columnar.kernel.FilterKernels;
import org.almagest.exec.kernel.ScalarSelect;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Times filters per value: a comparison of 1,024 values in cache and the list of the rows that it
/// keeps.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class FilterBenchmark {
    private static final int ROWS = 1_024;

    private final int[] ints = new int[ROWS];
    private final float[] floats = new float[ROWS];
    private final double[] doubles = new double[ROWS];
    private final double[] bounds = new double[ROWS];
    private final long[] mask = new long[ROWS / 64];
    private final int[] every = new int[ROWS];
    private final int[] kept = new int[ROWS];

    @Param({"1", "20", "90"})
    int percent;

    @Setup
    public void fill() {
        Random random = new Random(17);
        for (int i = 0; i < ROWS; i++) {
            ints[i] = random.nextInt(100);
            doubles[i] = 100 * random.nextDouble();
            floats[i] = (float) doubles[i];
            bounds[i] = percent;
            every[i] = i;
        }
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int ints() {
        FilterKernels.rangeInts(ints, ROWS, 0, percent - 1, mask);
        return FilterKernels.select(mask, ROWS, kept);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int floats() {
        FilterKernels.rangeFloats(floats, ROWS, 0, percent, mask);
        return FilterKernels.select(mask, ROWS, kept);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int doubles() {
        FilterKernels.rangeDoubles(doubles, ROWS, 0, percent, mask);
        return FilterKernels.select(mask, ROWS, kept);
    }

    /// The general comparison of two arrays that expressions use; scalar in either case.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int lessDoubles() {
        return ScalarSelect.lessDoubles(doubles, bounds, 0, every, ROWS, kept);
    }
}
