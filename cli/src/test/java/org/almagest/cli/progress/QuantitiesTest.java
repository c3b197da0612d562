package org.almagest.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class QuantitiesTest {
    @Test
    void bytesHaveThreeDigits() {
        assertEquals("0 bytes", Quantities.bytes(0));
        assertEquals("999 bytes", Quantities.bytes(999));
        assertEquals("1.00 kB", Quantities.bytes(1000));
        assertEquals("12.3 kB", Quantities.bytes(12_345));
        assertEquals("1.00 MB", Quantities.bytes(999_600));
        assertEquals("9.22 EB", Quantities.bytes(Long.MAX_VALUE));
    }

    @Test
    void timesFitTheirUnit() {
        assertEquals("850 µs", Quantities.seconds(0.00085));
        assertEquals("1.00 ms", Quantities.seconds(0.0009996));
        assertEquals("3.25 ms", Quantities.seconds(0.00325));
        assertEquals("1.00 s", Quantities.seconds(0.9996));
        assertEquals("3 min 20 s", Quantities.seconds(200));
    }

    @Test
    void ratesAreOfRows() {
        assertEquals("1.25 M rows/s", Quantities.rate(2_500_000, 2));
        assertEquals("12.0 k rows/s", Quantities.rate(12_000, 1));
        assertEquals("7 rows/s", Quantities.rate(7, 1));
    }
}
