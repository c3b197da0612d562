package org.almagest.columnar.segment;

import java.util.HexFormat;

/// Spells out an entry of zone maps, so that equal entries and no others have the same text.
final class ZoneText {
    private ZoneText() {}

    static String of(ZoneMaps zones, int e) {
        String counts = zones.nulls()[e] + " NULL";
        return switch (zones) {
            case ZoneMaps.LongZones longs -> counts + bounds(longs, e, longs.min()[e] + "", longs.max()[e] + "");
            case ZoneMaps.DoubleZones doubles ->
                counts + ", " + doubles.nans(e) + " NaN"
                        + bounds(doubles, e, doubles.min()[e] + "", doubles.max()[e] + "");
            case ZoneMaps.HugeZones huge ->
                counts
                        + bounds(
                                huge,
                                e,
                                ZoneStatistics.huge(huge.minHigh()[e], huge.minLow()[e]) + "",
                                ZoneStatistics.huge(huge.maxHigh()[e], huge.maxLow()[e]) + "");
            case ZoneMaps.BytesZones bytes -> counts + bounds(bytes, e, hex(bytes.min()[e]), hex(bytes.max()[e]));
            case ZoneMaps.CountZones _ -> counts;
        };
    }

    private static String hex(byte[] bytes) {
        return "x'" + HexFormat.of().formatHex(bytes) + "'";
    }

    private static String bounds(ZoneMaps zones, int e, String min, String max) {
        return switch (zones.bounded()[e]) {
            case ZoneMaps.BOUNDED -> ", values from " + min + " to " + max;
            case ZoneMaps.BOUNDED_BELOW -> ", values from " + min;
            default -> ", no values";
        };
    }
}
