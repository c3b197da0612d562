package org.almagest.bench.jmh;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.almagest.exec.kernel.GatherKernels;
import org.almagest.exec.kernel.GroupKernels;
import org.almagest.exec.kernel.SumKernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Times the aggregate kernels per row: 1,024 doubles in cache, all of them, every fifth by a
/// selection, or by group.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class AggregateBenchmark {
    private static final int ROWS = 1_024;
    private static final int FEW_GROUPS = 20;
    private static final int MANY_GROUPS = 49_152;

    private final double[] values = new double[ROWS];
    private final double[] packed = new double[ROWS];
    private final double[] bounds = new double[2];
    private final long[] validity = new long[ROWS / 64];
    private final int[] every = new int[ROWS];
    private final int[] fifth = new int[ROWS / 5];
    private final int[] fewGroups = new int[ROWS];
    private final int[] manyGroups = new int[ROWS];
    private final double[] sums = new double[MANY_GROUPS];
    private final double[] squares = new double[MANY_GROUPS];
    private final long[] counts = new long[MANY_GROUPS];

    @Setup
    public void fill() {
        Random random = new Random(5);
        for (int i = 0; i < ROWS; i++) {
            values[i] = random.nextGaussian();
            every[i] = i;
            fewGroups[i] = random.nextInt(FEW_GROUPS);
            manyGroups[i] = random.nextInt(MANY_GROUPS);
        }
        java.util.Arrays.setAll(validity, i -> random.nextLong() | random.nextLong() | random.nextLong());
        java.util.Arrays.setAll(fifth, i -> 5 * i + random.nextInt(5));
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double sum() {
        return SumKernels.sum(values, ROWS);
    }

    /// min and max in one pass, which counts NaN too.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int minAndMax() {
        return SumKernels.bounds(values, ROWS, bounds);
    }

    /// Values of which an eighth is NULL, made dense.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int packValid() {
        return SumKernels.packValid(values, validity, ROWS, packed);
    }

    /// The two passes of stddev over a block.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double stddev() {
        double mean = SumKernels.sum(values, ROWS) / ROWS;
        return SumKernels.sumOfSquares(values, ROWS, mean);
    }

    /// The sum of a fifth of the rows, per row that counts.
    @Benchmark
    @OperationsPerInvocation(ROWS / 5)
    public double sumOfSelection() {
        GatherKernels.gather(values, fifth, fifth.length, packed);
        return SumKernels.sum(packed, fifth.length);
    }

    /// The bounds of a fifth of the rows, per row that counts.
    @Benchmark
    @OperationsPerInvocation(ROWS / 5)
    public int minAndMaxOfSelection() {
        GatherKernels.gather(values, fifth, fifth.length, packed);
        return SumKernels.bounds(packed, fifth.length, bounds);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] sumOf20Groups() {
        GroupKernels.sum(values, every, ROWS, fewGroups, sums, counts);
        return sums;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] sumOf49kGroups() {
        GroupKernels.sum(values, every, ROWS, manyGroups, sums, counts);
        return sums;
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] stddevOf20Groups() {
        GroupKernels.moments(values, every, ROWS, fewGroups, counts, sums, squares);
        return squares;
    }
}
