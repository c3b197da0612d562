package org.almagest.jdbc;

import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Calendar;

/// Cells as the classes of `java.sql`, which are moments. A DATE, TIME or TIMESTAMP is what a clock
/// shows in the calendar's zone, or the JVM's; a TIMESTAMPTZ is a moment, and its day and time are those
/// of that zone. Values are those of `JavaValues`.
final class Moments {
    private Moments() {}

    /// Answers the zone of a calendar; that of the JVM where there is none.
    static ZoneId zone(Calendar calendar) {
        return calendar == null
                ? ZoneId.systemDefault()
                : calendar.getTimeZone().toZoneId();
    }

    static Timestamp timestamp(Object value, ZoneId zone) throws SQLException {
        if (value instanceof OffsetDateTime moment) {
            return Timestamp.from(moment.toInstant());
        }
        LocalDateTime clock = Conversion.toDateTime(value);
        return isOfJvm(zone)
                ? Timestamp.valueOf(clock)
                : Timestamp.from(clock.atZone(zone).toInstant());
    }

    static Date date(Object value, ZoneId zone) throws SQLException {
        LocalDate day = Conversion.toDate(in(zone, value));
        return isOfJvm(zone)
                ? Date.valueOf(day)
                : new Date(day.atStartOfDay(zone).toInstant().toEpochMilli());
    }

    static Time time(Object value, ZoneId zone) throws SQLException {
        var clock = Conversion.toTime(in(zone, value));
        return isOfJvm(zone)
                ? Time.valueOf(clock)
                : new Time(
                        clock.atDate(LocalDate.EPOCH).atZone(zone).toInstant().toEpochMilli());
    }

    /// The classes of `java.sql` know a clock of the JVM that has times which no zone has.
    private static boolean isOfJvm(ZoneId zone) {
        return zone.equals(ZoneId.systemDefault());
    }

    private static Object in(ZoneId zone, Object value) {
        return value instanceof OffsetDateTime moment
                ? moment.atZoneSameInstant(zone).toLocalDateTime()
                : value;
    }

    /// Answers what a clock in a zone shows at a moment.
    static LocalDateTime clock(java.util.Date moment, ZoneId zone) {
        int nanos = moment instanceof Timestamp timestamp ? timestamp.getNanos() : 0;
        LocalDateTime clock = LocalDateTime.ofInstant(Instant.ofEpochMilli(moment.getTime()), zone);
        return moment instanceof Timestamp ? clock.withNano(nanos) : clock;
    }
}
