package org.almagest.cli.output;

import java.time.LocalDate;

/// Dates and times in ISO 8601: `2016-01-01`, `12:30:00`, `2016-01-01T12:30:00.25`; a fraction only
/// where there is one.
final class CalendarText {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private CalendarText() {}

    static void appendDate(StringBuilder out, long epochDay) {
        out.append(LocalDate.ofEpochDay(epochDay));
    }

    static void appendTime(StringBuilder out, long microsOfDay) {
        long seconds = microsOfDay / MICROS_PER_SECOND;
        appendTwo(out, seconds / 3600);
        out.append(':');
        appendTwo(out, seconds / 60 % 60);
        out.append(':');
        appendTwo(out, seconds % 60);
        long micros = microsOfDay % MICROS_PER_SECOND;
        if (micros != 0) {
            out.append('.');
            for (long unit = MICROS_PER_SECOND / 10; micros > 0; unit /= 10) {
                out.append((char) ('0' + micros / unit));
                micros %= unit;
            }
        }
    }

    static void appendTimestamp(StringBuilder out, long epochMicros) {
        appendDate(out, Math.floorDiv(epochMicros, MICROS_PER_DAY));
        out.append('T');
        appendTime(out, Math.floorMod(epochMicros, MICROS_PER_DAY));
    }

    private static void appendTwo(StringBuilder out, long value) {
        out.append((char) ('0' + value / 10)).append((char) ('0' + value % 10));
    }
}
