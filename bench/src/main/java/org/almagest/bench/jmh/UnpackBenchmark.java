package org.almagest.bench.jmh;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.almagest.columnar.kernel.DecodeKernels;
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

/// Times the unpacking kernels per value: blocks of 1,024 values from native memory to the heap, in
/// cache.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class UnpackBenchmark {
    private static final int VALUES = 1_024;
    private static final int WIDEST_BITS = 57;

    private final int[] ints = new int[VALUES];
    private final long[] longs = new long[VALUES];
    private final double[] doubles = new double[VALUES];
    private MemorySegment page;

    @Param({"4", "10", "17", "25", "32"})
    int width;

    @Setup
    public void fill() {
        byte[] packed = new byte[VALUES * 8 + 64];
        new Random(25).nextBytes(packed);
        page = NativePage.copy(packed);
    }

    /// Bit-packed integers and a base.
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public int[] ints() {
        DecodeKernels.unpackInts(page, 0, width, 17, VALUES, ints);
        return ints;
    }

    /// The same into 64 bits.
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public long[] longs() {
        DecodeKernels.unpackLongs(page, 0, width, 17, VALUES, longs);
        return longs;
    }

    /// 64-bit values of 25 bits more than the width says.
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public long[] longsPlus25() {
        DecodeKernels.unpackLongs(page, 0, Math.min(WIDEST_BITS, width + 25), 17, VALUES, longs);
        return longs;
    }

    /// Decimal doubles: unpacked, converted, multiplied; exceptions are not counted.
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public double[] alpDoubles() {
        DecodeKernels.alpDoubles(page, 0, width, 17, 1.0, 0.001, VALUES, doubles);
        return doubles;
    }
}
