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

/// Times the decoding of a page of 2,048 rows per row, so that page and output stay in the first
/// cache. The length of the texts is printed, for bytes per second.
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
    private final long[] longs = new long[1_024];
    private final double[] doubles = new double[1_024];
    private final BytesBlock bytes = new BytesBlock();
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
        rising = longs(ids, Encoding.DELTA);
        runs = longs(repeated, Encoding.RUN_LENGTH);
        positions = NativePage.encode(new ColumnValues.Doubles(places, ColumnValues.ALL_VALID, ROWS), Encoding.ALP_RD);
        designations = texts(names, Encoding.NUMBERED);
        prose = texts(texts, Encoding.FSST);
    }

    private static PageReader longs(long[] values, Encoding encoding) {
        return NativePage.encode(new ColumnValues.Longs(values, ColumnValues.ALL_VALID, ROWS), encoding);
    }

    private static PageReader texts(String[] texts, Encoding encoding) {
        int[] offsets = new int[ROWS + 1];
        byte[] all = String.join("", texts).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < ROWS; i++) {
            offsets[i + 1] = offsets[i] + texts[i].getBytes(StandardCharsets.UTF_8).length;
        }
        System.out.printf("%s: %.1f bytes of text per row%n", encoding, all.length / (double) ROWS);
        return NativePage.encode(new ColumnValues.Bytes(offsets, all, ColumnValues.ALL_VALID, ROWS), encoding);
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
        for (int block = 0; block < BLOCKS; block++) {
            positions.decodeDoubles(block, doubles, validity);
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
