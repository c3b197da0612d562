package org.almagest.ingest.csv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CalendarTextTest {
    private static final long SEED = Long.getLong("almagest.seed", 1801L);

    private static long micros(String text, boolean anyZone, boolean exact) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return CalendarText.micros(bytes, 0, bytes.length, anyZone, exact);
    }

    @Test
    void everyDayOfTheCalendarEqualsTheJdk() {
        long last = LocalDate.of(9999, 12, 31).toEpochDay();
        for (long day = LocalDate.of(1, 1, 1).toEpochDay(); day <= last; day += 1 + day % 5 * day % 5) {
            byte[] bytes = LocalDate.ofEpochDay(day).toString().getBytes(StandardCharsets.US_ASCII);
            assertEquals(day, CalendarText.days(bytes, 0, bytes.length));
        }
    }

    @Test
    void timestampsEqualTheJdk() {
        Random random = new Random(SEED);
        LocalDateTime start = LocalDateTime.of(1801, 1, 1, 0, 0);
        for (int i = 0; i < 20_000; i++) {
            LocalDateTime time = start.plus(random.nextLong(400L * 365 * 86_400 * 1_000_000), ChronoUnit.MICROS);
            long expected = ChronoUnit.MICROS.between(LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), time);
            String text = time.toString();
            assertEquals(expected, micros(random.nextBoolean() ? text : text + "Z", false, true), text);
            assertEquals(expected, micros(text.replace('T', ' '), false, true), text);
        }
    }

    @Test
    void zonesAndFractionsCount() {
        long noon = 43_200_000_000L;
        assertEquals(noon, micros("1970-01-01T14:00:00+02:00", true, true));
        assertEquals(noon, micros("1970-01-01 10:30-0130", true, true));
        assertEquals(CalendarText.NONE, micros("1970-01-01T14:00:00+02:00", false, true));
        assertEquals(noon, micros("1970-01-01T12:00:00+00:00", false, true));
        assertEquals(noon + 123_457, micros("1970-01-01T12:00:00.1234567", false, false));
        assertEquals(CalendarText.NONE, micros("1970-01-01T12:00:00.1234567", false, true));
        assertEquals(noon + 100_000, micros("1970-01-01T12:00:00.100000000", false, true));
    }

    @Test
    void whatIsNoTimeIsRefused() {
        for (String text : List.of(
                "1970-02-30",
                "1900-02-29",
                "1970-13-01",
                "1970-00-10",
                "0000-01-01",
                "1970-1-1",
                "1970-01-01T",
                "1970-01-01T24:00:00",
                "1970-01-01T12",
                "1970-01-01T12:60",
                "1970-01-01T12:00:60",
                "1970-01-01T12:00:00.",
                "1970-01-01X12:00:00",
                "1970-01-01T12:00:00+19",
                "1970/01/01",
                "16/05/10",
                "1970-01-01T12:0a",
                "1970-01-01T12:00:00Zx")) {
            assertEquals(CalendarText.NONE, micros(text, true, false), text);
        }
    }
}
