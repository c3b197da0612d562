package org.almagest.ingest.csv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The kernels against the library of the JDK: what they take they take exactly.
final class NumberKernelsTest {
    private static final long SEED = Long.getLong("almagest.seed", 20_261_122L);

    private static double parse(String text) {
        byte[] bytes = (text + "12345678").getBytes(StandardCharsets.US_ASCII);
        return NumberKernels.plainDouble(bytes, 0, text.length());
    }

    @Test
    void doublesHaveTheBitsOfTheJdk() {
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < 300_000; i++) {
            String text = number(random);
            double value = parse(text);
            if (Double.isNaN(value)) {
                refused++;
            } else {
                long expected = Double.doubleToRawLongBits(Double.parseDouble(text));
                assertEquals(expected, Double.doubleToRawLongBits(value), text + ", seed " + SEED);
            }
        }
        assertTrue(refused < 90_000, "refused " + refused);
    }

    /// Two million texts of every length before and behind the point, many of which are no numbers:
    /// what is taken has the bits of the JDK, and what is plain is taken.
    @Test
    void everyLengthAndEveryWrongByteIsReadAsTheJdkDoes() {
        Random random = new Random(SEED);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 2_000_000; i++) {
            text.setLength(0);
            text.append(random.nextInt(3) == 0 ? "-" : random.nextInt(20) == 0 ? "+" : "");
            digits(random, random.nextInt(9), text);
            text.append('.');
            digits(random, random.nextInt(20), text);
            boolean damaged = random.nextInt(4) == 0;
            if (damaged) {
                text.setCharAt(random.nextInt(text.length()), "0./:-+eE \"\0,x".charAt(random.nextInt(13)));
            }
            String number = text.toString();
            double value = parse(number);
            boolean plain = number.matches("[-+]?(\\d+\\.\\d*|\\.\\d+)")
                    && number.chars().filter(Character::isDigit).count() <= 19;
            if (plain || !Double.isNaN(value)) {
                long expected = Double.doubleToRawLongBits(Double.parseDouble(number));
                assertEquals(expected, Double.doubleToRawLongBits(value), number + ", seed " + SEED);
            }
        }
    }

    private static void digits(Random random, int count, StringBuilder out) {
        int shape = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            out.append(shape == 0 ? '0' : shape == 1 ? '9' : (char) ('0' + random.nextInt(10)));
        }
    }

    @Test
    void firstDigitsKeepsThemBehindZeros() {
        long word = 0x3837_3635_3433_3231L;
        for (int count = 0; count <= 8; count++) {
            long expected = count == 0 ? 0 : Long.parseLong("12345678".substring(0, count));
            assertEquals(expected, NumberKernels.eightDigits(NumberKernels.firstDigits(word, count)));
        }
    }

    private static String number(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> Double.toString(random.nextGaussian() * 100);
            case 1 -> Double.toString(Double.longBitsToDouble(random.nextLong() & 0x7FEF_FFFF_FFFF_FFFFL));
            case 2 -> Float.toString(random.nextFloat());
            case 3 -> random.nextInt(100_000) + "." + random.nextInt(1000) + "e" + (random.nextInt(80) - 40);
            default -> halfway(random);
        };
    }

    /// A value between two doubles, where rounding to even decides.
    private static String halfway(Random random) {
        BigInteger odd = BigInteger.valueOf((1L << 53) + (random.nextLong() & (1L << 53) - 1))
                .shiftLeft(1);
        return odd.add(BigInteger.ONE).toString() + (random.nextBoolean() ? "" : ".0");
    }

    @Test
    void oddNumbersAreLeftToTheCaller() {
        for (String text : List.of(
                "",
                "-",
                "+",
                ".",
                "-.",
                "e5",
                "1e",
                "1e+",
                "1.2.3",
                "12a",
                "007",
                "0x10",
                "1f",
                " 1",
                "1 ",
                "nan",
                "inf",
                "12345678901234567890123")) {
            assertTrue(Double.isNaN(parse(text)), text);
        }
        assertEquals(0.5, parse(".5"));
        assertEquals(5.0, parse("5."));
        assertEquals(0.05331696, parse("000.05331696"));
        assertEquals(-0.0, parse("-0"));
        assertEquals(1500, parse("+1.5E+3"));
    }

    @Test
    void longsAreExactAndTheRestIsListed() {
        Random random = new Random(SEED);
        List<String> special = List.of(
                "",
                "-",
                "007",
                "00",
                "1.5",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                "99999999999999999999",
                "+7",
                "0",
                "-0",
                "12a45678",
                "1234567a");
        String[] texts = new String[1024];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = i < special.size() ? special.get(i) : Long.toString(random.nextLong() >> random.nextInt(64));
        }
        byte[] bytes = (String.join(",", texts) + "\n        ").getBytes(StandardCharsets.US_ASCII);
        int[] starts = new int[1024];
        int[] ends = new int[1024];
        int at = 0;
        for (int i = 0; i < texts.length; i++) {
            starts[i] = at;
            ends[i] = at + texts[i].length();
            at = ends[i] + 1;
        }
        long[] out = new long[1024];
        int[] odd = new int[1024];
        int odds = NumberKernels.longs(bytes, starts, ends, 1, 0, 1024, out, odd);
        for (int i = 0; i < texts.length; i++) {
            int row = i;
            boolean listed = Arrays.stream(odd, 0, odds).anyMatch(o -> o == row);
            boolean plain = texts[i].matches("[-+]?(0|[1-9]\\d{0,18})")
                    && new BigInteger(texts[i]).abs().bitLength() < 64;
            assertEquals(!plain, listed, texts[i] + ", seed " + SEED);
            if (plain) {
                assertEquals(Long.parseLong(texts[i]), out[i], texts[i]);
            }
        }
    }
}
