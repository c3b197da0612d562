package org.almagest.bench.jmh;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.almagest.columnar.encoding.BytesBlock;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.encoding.Encoding;
import org.almagest.columnar.encoding.PageReader;
import org.almagest.columnar.schema.Compression;
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

/// Times the decoding of a page of 2,048 rows per row in every encoding that `PageBenchmark` lacks, so
/// that page and output stay in the first cache. The length of the texts is printed, for bytes per
/// second. Squeezed pages are opened each time, which is when they are expanded.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public abstract class EncodingBenchmark {
    private static final int BLOCKS = 2;
    private static final int ROWS = BLOCKS * 1_024;
    private static final String[] WORDS = {
        "observed", "with", "the", "telescope", "at", "night", "brightness", "variable", "catalogue", "remarkable"
    };

    private final long[] validity = new long[16];
    private final int[] ints = new int[1_024];
    private final float[] floats = new float[1_024];
    private final long[] longs = new long[1_024];
    private final double[] doubles = new double[1_024];
    private final BytesBlock bytes = new BytesBlock();
    private PageReader same;
    private PageReader narrow;
    private PageReader wide;
    private PageReader few;
    private PageReader magnitudes;
    private PageReader errors;
    private NativePage.Copy lz4;
    private NativePage.Copy zstd;
    private PageReader rising;
    private PageReader runs;
    private PageReader positions;
    private PageReader designations;
    private PageReader prose;

    @Setup
    public void fill() {
        Random random = new Random(11);
        long[] ids = new long[ROWS];
        long[] repeated = new long[ROWS];
        double[] places = new double[ROWS];
        String[] names = new String[ROWS];
        String[] texts = new String[ROWS];
        long cell = 1_000_000;
        for (int i = 0; i < ROWS; i++) {
            cell += random.nextInt(20);
            ids[i] = cell << 35 | (long) random.nextInt(1 << 25) << 7;
            repeated[i] = i / 100 * 1_000_003L;
            places[i] = 200 + random.nextDouble();
            names[i] = "Gaia DR3 " + ids[i];
            StringBuilder text = new StringBuilder();
            for (int n = 0; n < 6; n++) {
                text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
            }
            texts[i] = text.append(random.nextInt(100_000)).toString();
        }
        fillNumbers(random);
        lz4 = NativePage.encode(texts(lengthened(texts)), Encoding.LZ4, Compression.DEFAULT);
        zstd = NativePage.encode(texts(lengthened(texts)), Encoding.ZSTD, Compression.ARCHIVE);
        rising = longs(ids, Encoding.DELTA);
        runs = longs(repeated, Encoding.RUN_LENGTH);
        positions = NativePage.encode(new ColumnValues.Doubles(places, ColumnValues.ALL_VALID, ROWS), Encoding.ALP_RD);
        designations = texts(names, Encoding.NUMBERED);
        prose = texts(texts, Encoding.FSST);
    }

    private void fillNumbers(Random random) {
        int[] small = new int[ROWS];
        long[] large = new long[ROWS];
        double[] kinds = random.doubles(19).toArray();
        double[] chosen = new double[ROWS];
        float[] decimal = new float[ROWS];
        float[] real = new float[ROWS];
        for (int i = 0; i < ROWS; i++) {
            small[i] = random.nextInt(5_000);
            large[i] = 1L << 50 | random.nextLong(1L << 40);
            chosen[i] = kinds[random.nextInt(kinds.length)];
            decimal[i] = (float) (random.nextInt(2_000) / 100.0);
            real[i] = Float.intBitsToFloat(0x2F00_0000 | random.nextInt(1 << 16));
        }
        same = longs(new long[ROWS], Encoding.CONSTANT);
        narrow = NativePage.encode(new ColumnValues.Ints(small, ColumnValues.ALL_VALID, ROWS), Encoding.FOR);
        wide = longs(large, Encoding.FOR);
        few = NativePage.encode(new ColumnValues.Doubles(chosen, ColumnValues.ALL_VALID, ROWS), Encoding.DICTIONARY);
        magnitudes = NativePage.encode(new ColumnValues.Floats(decimal, ColumnValues.ALL_VALID, ROWS), Encoding.ALP);
        errors = NativePage.encode(new ColumnValues.Floats(real, ColumnValues.ALL_VALID, ROWS), Encoding.ALP_RD);
    }

    /// Makes texts long enough for a block codec, and alike enough.
    private static String[] lengthened(String[] texts) {
        String[] out = new String[texts.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = texts[i % 4] + texts[i % 5] + texts[i % 3] + i;
        }
        return out;
    }

    private static PageReader longs(long[] values, Encoding encoding) {
        return NativePage.encode(new ColumnValues.Longs(values, ColumnValues.ALL_VALID, ROWS), encoding);
    }

    private static PageReader texts(String[] texts, Encoding encoding) {
        ColumnValues.Bytes values = texts(texts);
        System.out.printf("%s: %.1f bytes of text per row%n", encoding, values.bytes().length / (double) ROWS);
        return NativePage.encode(values, encoding);
    }

    private static ColumnValues.Bytes texts(String[] texts) {
        int[] offsets = new int[ROWS + 1];
        byte[] all = String.join("", texts).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < ROWS; i++) {
            offsets[i + 1] = offsets[i] + texts[i].getBytes(StandardCharsets.UTF_8).length;
        }
        return new ColumnValues.Bytes(offsets, all, ColumnValues.ALL_VALID, ROWS);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] constant() {
        return decode(same);
    }

    /// Thirteen bits a value.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public int[] frameOfInts() {
        for (int block = 0; block < BLOCKS; block++) {
            narrow.decodeInts(block, ints, validity);
        }
        return ints;
    }

    /// Forty bits a value.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] frameOfLongs() {
        return decode(wide);
    }

    /// Nineteen different numbers.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] dictionary() {
        return decodeDoubles(few);
    }

    /// Two decimals.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public float[] alpFloats() {
        return decodeFloats(magnitudes);
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public float[] alpRdFloats() {
        return decodeFloats(errors);
    }

    private float[] decodeFloats(PageReader page) {
        for (int block = 0; block < BLOCKS; block++) {
            page.decodeFloats(block, floats, validity);
        }
        return floats;
    }

    /// Words, some 150 bytes a row, many of them alike.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] lz4() {
        return decodeText(lz4.open());
    }

    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] zstd() {
        return decodeText(zstd.open());
    }

    /// Sorted identifiers with noise in their low bits.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] delta() {
        return decode(rising);
    }

    /// A hundred rows to the run.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public long[] runLength() {
        return decode(runs);
    }

    private long[] decode(PageReader page) {
        for (int block = 0; block < BLOCKS; block++) {
            page.decodeLongs(block, longs, validity);
        }
        return longs;
    }

    /// Positions within a degree.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public double[] alpRd() {
        return decodeDoubles(positions);
    }

    private double[] decodeDoubles(PageReader page) {
        for (int block = 0; block < BLOCKS; block++) {
            page.decodeDoubles(block, doubles, validity);
        }
        return doubles;
    }

    /// A name and 17 to 19 digits.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] numbered() {
        return decodeText(designations);
    }

    /// Words, some 50 bytes a row.
    @Benchmark
    @OperationsPerInvocation(ROWS)
    public byte[] fsst() {
        return decodeText(prose);
    }

    private byte[] decodeText(PageReader page) {
        for (int block = 0; block < BLOCKS; block++) {
            page.decodeBytes(block, bytes, validity);
        }
        return bytes.bytes();
    }
}
