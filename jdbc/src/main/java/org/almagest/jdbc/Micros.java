package org.almagest.jdbc;

import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/// Microseconds, as vectors hold times, to and from `java.time`. What is finer than a microsecond
/// is cut off.
final class Micros {
    private static final long PER_SECOND = 1_000_000;
    private static final long NANOS = 1_000;

    private Micros() {}

    static LocalDateTime toDateTime(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, PER_SECOND), (int) (Math.floorMod(micros, PER_SECOND) * NANOS), ZoneOffset.UTC);
    }

    static LocalTime toTime(long micros) {
        return LocalTime.ofNanoOfDay(micros * NANOS);
    }

    /// Throws ArithmeticException beyond the years -290307 to 294246.
    static long of(LocalDateTime time) {
        return Math.addExact(
                Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), PER_SECOND), time.getNano() / NANOS);
    }

    static long of(LocalTime time) {
        return time.toNanoOfDay() / NANOS;
    }
}
