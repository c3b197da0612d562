package org.almagest.exec.function;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A time zone by its name, which is nearly always a constant; owned by one evaluator.
///
/// Names are those of the time zone database in any case, offsets such as `+02:00`, and abbreviations
/// that have one meaning (`CET`, `EST`). A local time that clocks skip is taken by the time before
/// they jump, one that they show twice is the second of both, standard time, as in PostgreSQL.
final class ZoneName {
    private static final Map<String, String> OFFSETS = Map.of(
            "est", "-05:00", "edt", "-04:00", "cst", "-06:00", "cdt", "-05:00", "mst", "-07:00", "mdt", "-06:00", "pst",
            "-08:00", "pdt", "-07:00", "cest", "+02:00", "bst", "+01:00");

    /// The names in lower case; made when one is asked for that is not spelled as it is.
    private static final class Spelling {
        private static final Map<String, String> NAMES = new HashMap<>();

        static {
            ZoneId.getAvailableZoneIds().forEach(name -> NAMES.put(name.toLowerCase(java.util.Locale.ROOT), name));
        }
    }

    private String name = "UTC";
    private ZoneRules rules = ZoneOffset.UTC.getRules();

    /// Answers the clocks' time at a moment, both in microseconds since 1970.
    long toLocal(String zone, long micros) {
        choose(zone);
        long seconds = Math.floorDiv(micros, 1_000_000L);
        return moved(micros, rules.getOffset(Instant.ofEpochSecond(seconds)).getTotalSeconds());
    }

    /// Answers the moment at which the clocks show a time.
    long toMoment(String zone, long micros) {
        choose(zone);
        long seconds = Math.floorDiv(micros, 1_000_000L);
        LocalDateTime local = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
        List<ZoneOffset> offsets = rules.getValidOffsets(local);
        ZoneOffset offset = offsets.isEmpty() ? rules.getTransition(local).getOffsetBefore() : offsets.getLast();
        return moved(micros, -offset.getTotalSeconds());
    }

    private static long moved(long micros, long seconds) {
        try {
            return Math.addExact(micros, seconds * 1_000_000L);
        } catch (ArithmeticException overflow) {
            throw Moments.outOfRange();
        }
    }

    private void choose(String zone) {
        if (zone.equals(name)) {
            return;
        }
        String lower = zone.strip().toLowerCase(java.util.Locale.ROOT);
        String known = OFFSETS.get(lower);
        if (known == null) {
            known = lower.matches("[+-].*") ? lower : Spelling.NAMES.getOrDefault(lower, zone.strip());
        }
        rules = ZoneId.of(known).getRules();
        name = zone;
    }
}
