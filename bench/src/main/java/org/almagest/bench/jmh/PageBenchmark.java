package org.almagest.bench.jmh;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.almagest.columnar.encoding.BytesBlock;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.encoding.Encoding;
import org.almagest.columnar.encoding.PageReader;
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

/// Times the decoding of whole pages per row, through `PageReader` as scans do: 16 blocks of 1,024
/// rows with their validity.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class PageBenchmark {
    private static final int BLOCKS = 16;
    private static final int ROWS = BLOCKS * 1_024;
    private static final String[] CLASSES = {"O", "B", "A", "F", "G", "K", "M", "Mira", "carbon"};

    private final long[] validity = new long[16];
    private final int[] ints = new int[1_024];
    private final double[] doubles = new double[1_024];
    private final BytesBlock bytes = new BytesBlock();
    private PageReader plainDoubles;
    private PageReader plainDoublesWithNulls;
    private PageReader alpDoubles;
    private PageReader codes;
    private PageReader designations;

    @Setup
    public void fill() {
        Random random = new Random(11);
        double[] measured = random.doubles(ROWS).toArray();
        double[] rounded =
                random.ints(ROWS, 0, 20_000).mapToDouble(i -> i / 1000.0).toArray();
        long[] valid = new long[ROWS / 64];
        java.util.Arrays.setAll(valid, i -> random.nextLong() | random.nextLong() | random.nextLong());
        plainDoubles = doubles(measured, ColumnValues.ALL_VALID, Encoding.PLAIN);
        plainDoublesWithNulls = doubles(measured, valid, Encoding.PLAIN);
        alpDoubles = doubles(rounded, ColumnValues.ALL_VALID, Encoding.ALP);
        String[] texts = new String[ROWS];
        java.util.Arrays.setAll(texts, i -> CLASSES[random.nextInt(CLASSES.length)]);
        codes = texts(texts, Encoding.DICTIONARY);
        java.util.Arrays.setAll(texts, i -> "Gaia DR3 " + (4_295_806_720L + (long) i * 137_438 << 9) + "x");
        designations = texts(texts, Encoding.PLAIN);
    }

    private static PageReader doubles(double[] values, long[] valid, Encoding encoding) {
        return NativePage.encode(new ColumnValues.Doubles(values, valid, ROWS), encoding);
    }

    private static PageReader texts(String[] texts, Encoding encoding) {
        int[] offsets = new int[ROWS + 1];
        byte[] all = String.join("", texts).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < ROWS; i++) {
            offsets[i + 1] = offsets[i] + texts[i].getBytes(StandardCharsets.UTF_8).length;
        }
        return NativePage.encode(new ColumnValues.Bytes(offsets, all, ColumnValues.ALL_VALID, ROWS), encoding);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] plainDoubles() {
        return decode(plainDoubles);
    }

    /// An eighth of the rows is NULL.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] plainDoublesWithNulls() {
        return decode(plainDoublesWithNulls);
    }

    /// Values with three decimals.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] alpDoubles() {
        return decode(alpDoubles);
    }

    private double[] decode(PageReader page) {
        for (int block = 0; block < BLOCKS; block++) {
            page.decodeDoubles(block, doubles, validity);
        }
        return doubles;
    }

    /// Codes of nine texts.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int[] dictionaryCodes() {
        for (int block = 0; block < BLOCKS; block++) {
            codes.decodeCodes(block, ints, validity);
        }
        return ints;
    }

    /// Texts of 20 to 28 bytes that begin alike.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] designations() {
        for (int block = 0; block < BLOCKS; block++) {
            designations.decodeBytes(block, bytes, validity);
        }
        return bytes.bytes();
    }
}
