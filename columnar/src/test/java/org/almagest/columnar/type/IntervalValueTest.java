package org.almagest.columnar.type;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Random;
import org.almagest.columnar.error.AlmagestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalValueTest {
    private static final long SEED = Long.getLong("almagest.seed", 20261127);
    private static final int MOST_MONTHS = (1 << 25) - 1;
    private static final int RUNS = 20_000;

    private static IntervalValue random(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> new IntervalValue(random.nextInt(-3, 4), random.nextInt(-40, 40), random.nextLong(-5, 5));
            case 1 ->
                new IntervalValue(
                        random.nextBoolean() ? MOST_MONTHS : -MOST_MONTHS,
                        random.nextBoolean() ? Integer.MAX_VALUE : -Integer.MAX_VALUE,
                        random.nextBoolean() ? Long.MAX_VALUE : Long.MIN_VALUE);
            default ->
                new IntervalValue(
                        random.nextInt(-MOST_MONTHS, MOST_MONTHS + 1),
                        Math.max(-Integer.MAX_VALUE, random.nextInt()),
                        random.nextLong());
        };
    }

    private static BigInteger length(IntervalValue value) {
        return BigInteger.valueOf(value.months() * 30L + value.days())
                .multiply(BigInteger.valueOf(86_400_000_000L))
                .add(BigInteger.valueOf(value.micros()));
    }

    @Test
    void theNumberHoldsTheIntervalAndItsOrder() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (int i = 0; i < RUNS; i++) {
            IntervalValue a = random(random);
            IntervalValue b = random(random);
            assertEquals(a, IntervalValue.ofNumber(a.high(), a.low()));
            assertEquals(a, IntervalValue.ofNumber(a.number()));
            BigInteger exact = length(a)
                    .shiftLeft(58)
                    .add(BigInteger.valueOf(a.months()).shiftLeft(32))
                    .add(BigInteger.valueOf(a.days()));
            assertEquals(exact, a.number());
            assertTrue(exact.abs().compareTo(BigInteger.TEN.pow(38)) < 0, "38 digits hold " + a);
            int order = length(a).compareTo(length(b));
            assertTrue(order == 0 || order == a.number().compareTo(b.number()), a + " and " + b);
        }
    }

    @Test
    void theNumberOfASumIsTheSumOfTheNumbers() {
        Random random = new Random(SEED + 1);
        int sums = 0;
        for (int i = 0; i < RUNS; i++) {
            IntervalValue a = random(random);
            IntervalValue b = random(random);
            BigInteger number = a.number().add(b.number());
            try {
                IntervalValue sum = a.plus(b);
                assertEquals(sum.number(), number);
                sums++;
            } catch (AlmagestException outOfRange) {
                // What left the range is seen by the number as well, whatever part it was.
                assertThrows(AlmagestException.class, () -> IntervalValue.ofNumber(number), a + " + " + b);
            }
        }
        assertTrue(sums > RUNS / 4, "only " + sums + " sums");
    }

    @Test
    void textReadsBack() {
        Random random = new Random(SEED + 2);
        for (int i = 0; i < RUNS; i++) {
            IntervalValue value = random(random);
            assertEquals(Optional.of(value), IntervalText.read(IntervalText.of(value)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 year 2 months 3 days 04:05:06.5 | 1 year 2 months 3 days 04:05:06.5
            1 day                             | 1 day
            -1 days                           | -1 day
            0 days                            | 00:00:00
            1.5 months                        | 1 month 15 days
            1.5 days                          | 1 day 12:00:00
            1.5 years                         | 1 year 6 months
            90 minutes                        | 01:30:00
            -90 minutes                       | -01:30:00
            1-2                               | 1 year 2 months
            -1-2                              | -1 years -2 months
            3 04:05                           | 3 days 04:05:00
            100:00:00                         | 100:00:00
            2 days ago                        | -2 days
            P1Y2M3DT4H5M6.5S                  | 1 year 2 months 3 days 04:05:06.5
            P2W                               | 14 days
            1y 2mon 1w 1d 1h 1m 1s 1ms 1us    | 1 year 2 months 8 days 01:01:01.001001
            """)
    void readsWhatPostgresReads(String text, String shown) {
        String normal = shown.replace("-1 years", "-1 year");
        assertEquals(normal, IntervalText.of(IntervalText.read(text).orElseThrow()));
    }

    @ParameterizedTest
    @CsvSource({"soon", "1", "1 fortnight", "1 day 2", "04:05:", "P", "P1", "PT1Y", "1 day -", "''"})
    void readsNothingElse(String text) {
        assertEquals(Optional.empty(), IntervalText.read(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1 month      | 1.5  | 1 month 15 days
            1 year       | 0.2  | 2 months 12 days
            1 day        | 0.1  | 02:24:00
            1 month      | -0.5 | -15 days
            1 mon 1 day  | 2.25 | 2 months 9 days 18:00:00
            """)
    void partsOfMonthsBecomeDays(String text, double factor, String product) {
        assertEquals(
                product, IntervalText.of(IntervalText.read(text).orElseThrow().times(factor)));
    }
}
