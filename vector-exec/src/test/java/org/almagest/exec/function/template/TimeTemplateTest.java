package org.almagest.exec.function.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.almagest.columnar.error.AlmagestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Moments by template: what PostgreSQL writes and reads.
final class TimeTemplateTest {
    private static long micros(String moment) {
        return ChronoUnit.MICROS.between(
                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), LocalDateTime.parse(moment));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '\0',
            value = {
                "2016-05-07T13:04:05.006789|YYYY-MM-DD HH24:MI:SS.US|2016-05-07 13:04:05.006789",
                "2016-05-07T13:04:05.006789|Day, DD  HH12:MI:SS|Saturday , 07  01:04:05",
                "2016-05-07T13:04:05.006789|FMDay, FMDD  HH12:MI:SS|Saturday, 7  01:04:05",
                "2016-05-07T13:04:05.006789|MONTH.|MAY      .",
                "2016-05-07T13:04:05.006789|FMMonth DDth, YYYY|May 07th, 2016",
                "2016-05-07T13:04:05.006789|FMDDTH mon|7TH may",
                "2016-05-07T13:04:05.006789|Y,YYY YYY YY Y|2,016 016 16 6",
                "2016-05-07T13:04:05.006789|CC Q WW W IW IYYY ID D DDD|21 2 19 1 18 2016 6 7 128",
                "2016-05-07T13:04:05.006789|MS FF1 FF4 SSSS|006 0 0067 47045",
                "2016-05-07T13:04:05.006789|HH AM a.m. PM|01 PM p.m. PM",
                "2016-05-07T00:04:05|HH12 am|12 am",
                "2016-05-07T13:04:05|RM rm FMRM|V    v    V",
                "2016-05-07T13:04:05|J|2457516",
                "2016-05-07T13:04:05|TZ tz TZH:TZM OF|UTC utc +00:00 +00",
                "2016-05-07T13:04:05|\"YYYY is\" YYYY|YYYY is 2016",
                "-0043-03-15T00:00:00|DD Mon YYYY BC|15 Mar 0044 BC",
                "2016-05-11T00:00:00|FMDDth|11th",
            })
    void writing(String moment, String template, String expected) {
        String written = TimeTemplate.of(template).format(micros(moment), true);
        assertEquals(expected, written);
    }

    @Test
    void aTimestampHasNoZone() {
        assertEquals("", TimeTemplate.of("TZ").format(0, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '\0',
            value = {
                "05 Dec 2000|DD Mon YYYY|2000-12-05T00:00",
                "20000512 1345|YYYYMMDD HH24MI|2000-05-12T13:45",
                "2000/JUN|YYYY-MON|2000-06-01T00:00",
                " 2000    JUN|YYYY MON|2000-06-01T00:00",
                "3 march 99|DD MONTH YY|1999-03-03T00:00",
                "12:30 AM 2016-01-01|HH12:MI AM YYYY-MM-DD|2016-01-01T00:30",
                "01:30 PM 2016-01-01|HH:MI PM YYYY-MM-DD|2016-01-01T13:30",
                "2016 128|YYYY DDD|2016-05-07T00:00",
                "2457516|J|2016-05-07T00:00",
                "15 Mar 44 BC|DD Mon YYYY BC|-0043-03-15T00:00",
                "2016-05-07 12:00:00.25+02|YYYY-MM-DD HH24:MI:SS.USTZH|2016-05-07T10:00:00.250",
                "2016-05-07 12:00 -03:30|YYYY-MM-DD HH24:MI OF|2016-05-07T15:30",
                "Saturday, 7 VIII 2016|Day, DD RM YYYY|2016-08-07T00:00",
                "7th of May 2016|DDth \"of\" Month YYYY|2016-05-07T00:00",
                "2016-01-01 47045|YYYY-MM-DD SSSS|2016-01-01T13:04:05",
            })
    void reading(String text, String template, String expected) {
        assertEquals(micros(expected), TimeTemplate.of(template).parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2016-02-30|YYYY-MM-DD",
                "2016-13-01|YYYY-MM-DD",
                "today|YYYY-MM-DD",
                "13:00 PM|HH12:MI PM",
                "25:00|HH24:MI",
                "2016-01-01 and more|YYYY-MM-DD",
                "7 Mai 2016|DD Month YYYY",
            })
    void whatDoesNotFit(String text, String template) {
        assertThrows(AlmagestException.class, () -> TimeTemplate.of(template).parse(text));
    }

    @Test
    void whatIsWrittenIsRead() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        TimeTemplate[] templates = {
            TimeTemplate.of("YYYY-MM-DD HH24:MI:SS.US"),
            TimeTemplate.of("FMDay, FMDD FMMonth YYYY, HH12:MI:SS.US AM"),
            TimeTemplate.of("J SSSSS FF6"),
            TimeTemplate.of("YYYYMMDDHH24MISSUS"),
        };
        for (int i = 0; i < 2_000; i++) {
            long micros = random.nextLong(-30_000_000_000_000_000L, 30_000_000_000_000_000L);
            for (TimeTemplate template : templates) {
                String text = template.format(micros, false);
                assertEquals(micros, template.parse(text), () -> "seed " + seed + ": " + text);
            }
        }
    }
}
