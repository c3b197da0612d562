package org.almagest.columnar.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SampleRowsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1, 0, 1",
        "32768, 0, 32768",
        "32769, 1, 16385",
        "65536, 1, 32768",
        "1000000, 5, 31250",
        "2097153, 7, 16385",
        "20000001, 7, 156251"
    })
    void everyStretchHasARow(int rows, int shift, int count) {
        SampleRows sample = SampleRows.of(rows);
        assertEquals(shift, sample.shift());
        assertEquals(count, sample.count());
        for (int place = 0; place < sample.count(); place++) {
            int row = sample.row(place);
            boolean within = row >> shift == place && row < rows;
            assertTrue(within, () -> "row " + row + " of " + rows);
        }
    }

    /// A row that hits a period of the data each time would tell of nothing else.
    @ParameterizedTest
    @CsvSource({"2", "10", "64", "128"})
    void periodsDoNotHide(int period) {
        SampleRows sample = SampleRows.of(4_000_000);
        int[] hits = new int[period];
        for (int place = 0; place < sample.count(); place++) {
            hits[sample.row(place) % period]++;
        }
        double even = (double) sample.count() / period;
        for (int hit : hits) {
            assertTrue(Math.abs(hit - even) < 6 * Math.sqrt(even), () -> hit + " rows, " + even + " expected");
        }
    }
}
