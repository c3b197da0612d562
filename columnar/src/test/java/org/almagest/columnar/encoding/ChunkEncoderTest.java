package org.almagest.columnar.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The encodings that typical columns of a catalogue get, and what they cost.
final class ChunkEncoderTest {
    private static final int ROWS = 65_536;
    private static final int PAGE_ROWS = 16_384;
    private static final long[] ALL = ColumnValues.ALL_VALID;

    private final long seed = Long.getLong("almagest.seed", 1_510L);
    private final Random random = new Random(seed);

    private record Outcome(Encoding encoding, double bytesPerRow, boolean dictionary) {}

    private Outcome encode(ColumnValues column) {
        ChunkEncoder encoder = new ChunkEncoder(column.kind());
        encoder.begin(column);
        long bytes = 0;
        Encoding encoding = Encoding.CONSTANT;
        for (int row = 0; row < column.rows(); row += PAGE_ROWS) {
            EncodedPage page = encoder.encodePage(row, Math.min(PAGE_ROWS, column.rows() - row));
            bytes += page.bytes().length;
            encoding = page.encoding();
        }
        return new Outcome(
                encoding, bytes / (double) column.rows(), encoder.dictionary().isPresent());
    }

    private void expect(ColumnValues column, Encoding encoding, double mostBytesPerRow) {
        Outcome outcome = encode(column);
        assertEquals(encoding, outcome.encoding, "seed " + seed);
        assertTrue(outcome.bytesPerRow <= mostBytesPerRow, "seed " + seed + ": " + outcome.bytesPerRow);
        assertEquals(encoding == Encoding.DICTIONARY, outcome.dictionary, "seed " + seed);
    }

    @Test
    void oneValueIsConstant() {
        expect(Columns.longs(ROWS, ALL, i -> 77), Encoding.CONSTANT, 0.01);
        expect(Columns.doubles(ROWS, ALL, i -> Double.NaN), Encoding.CONSTANT, 0.01);
    }

    @Test
    void noValueIsConstant() {
        expect(Columns.doubles(ROWS, new long[ROWS / 64], i -> i), Encoding.CONSTANT, 0.01);
    }

    @Test
    void negativeZeroIsAnotherConstant() {
        expect(Columns.doubles(ROWS, ALL, i -> i % 2 == 0 ? 0.0 : -0.0), Encoding.DICTIONARY, 0.2);
    }

    @Test
    void sortedIdentifiersArePacked() {
        long step = (long) 3.4e11;
        expect(Columns.longs(ROWS, ALL, i -> 4_155_815_752_507_379_840L + i * step), Encoding.DELTA, 0.2);
        expect(Columns.longs(ROWS, ALL, i -> i * step + (random.nextInt() & 0xFFFF_FFFFL)), Encoding.DELTA, 4.4);
    }

    @Test
    void rowNumbersInRandomOrderArePacked() {
        expect(Columns.ints(ROWS, ALL, i -> random.nextInt(20_000_000)), Encoding.FOR, 3.16);
    }

    @Test
    void longRunsAreKeptOnce() {
        expect(Columns.ints(ROWS, ALL, i -> i / 400), Encoding.RUN_LENGTH, 0.05);
    }

    @Test
    void wideIntegersOfFewValuesGetADictionary() {
        long[] words = random.longs(12).toArray();
        expect(Columns.longs(ROWS, ALL, i -> words[random.nextInt(12)]), Encoding.DICTIONARY, 0.52);
    }

    @Test
    void randomFloatsStayPlain() {
        expect(Columns.doubles(ROWS, ALL, i -> random.nextGaussian()), Encoding.PLAIN, 8.02);
        expect(Columns.floats(ROWS, ALL, i -> Float.floatToRawIntBits(random.nextFloat())), Encoding.PLAIN, 4.02);
    }

    @Test
    void decimalsAreAlp() {
        expect(Columns.doubles(ROWS, ALL, i -> random.nextInt(1_000_000) / 1000.0), Encoding.ALP, 2.7);
        expect(
                Columns.floats(ROWS, ALL, i -> Float.floatToRawIntBits(random.nextInt(30_000) / 1000f)),
                Encoding.ALP,
                2.4);
    }

    @Test
    void nullsTakeNoValues() {
        long[] validity = new long[ROWS / 64];
        for (int row = 0; row < ROWS; row++) {
            if (random.nextInt(100) < 15) {
                validity[row >>> 6] |= 1L << row;
            }
        }
        expect(
                Columns.floats(ROWS, validity, i -> Float.floatToRawIntBits(random.nextFloat())),
                Encoding.PLAIN,
                0.16 * 4 + 0.13);
    }

    @Test
    void flagsGetADictionary() {
        String[] flags = {"VARIABLE", "CONSTANT", "NOT_AVAILABLE"};
        expect(text(i -> flags[random.nextInt(3)]), Encoding.DICTIONARY, 0.27);
    }

    @Test
    void sortedDesignationsKeepTheirNumbers() {
        long step = (long) 3.4e11;
        expect(text(i -> "Gaia DR3 " + (4_155_815_752_507_379_840L + i * step)), Encoding.NUMBERED, 0.3);
    }

    private static ColumnValues text(java.util.function.IntFunction<String> value) {
        return Columns.bytes(ROWS, ALL, i -> value.apply(i).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void distinctTextGetsNoDictionary() {
        Outcome outcome = encode(text(i -> Long.toString(random.nextLong(), 36)));
        assertEquals(Encoding.PLAIN, outcome.encoding);
        assertFalse(outcome.dictionary);
    }

    @Test
    void moreThan65536ValuesGetNoDictionary() {
        int rows = 200_000;
        ColumnValues column = Columns.longs(rows, ALL, i -> {
            long mixed = 0x9E37_79B9_7F4A_7C15L * (i % 66_000);
            return (mixed ^ mixed >>> 29) * 0xBF58_476D_1CE4_E5B9L;
        });
        assertEquals(Encoding.PLAIN, encode(column).encoding);
    }

    @Test
    void positionsInOnePlaceOfTheSkyAreCut() {
        expect(Columns.doubles(ROWS, ALL, i -> 200 + random.nextDouble() / 16), Encoding.ALP_RD, 6.4);
    }

    @Test
    void proseIsCoded() {
        String[] words = {"observed", "with", "the", "telescope", "at", "night", "brightness", "variable", "catalogue"};
        expect(
                text(i -> {
                    StringBuilder prose = new StringBuilder();
                    for (int n = 0; n < 6; n++) {
                        prose.append(words[random.nextInt(words.length)]).append(' ');
                    }
                    return prose.append(random.nextInt(1000)).append('.').toString();
                }),
                Encoding.FSST,
                22);
    }

    @Test
    void refusesAnotherKind() {
        ChunkEncoder encoder = new ChunkEncoder(ValueKind.LONG);
        assertThrows(IllegalArgumentException.class, () -> encoder.begin(Columns.ints(1, ALL, i -> i)));
        assertThrows(IllegalStateException.class, () -> encoder.encodePage(0, 1));
    }
}
