package org.almagest.columnar.segment;

import org.almagest.columnar.type.PhysicalType;

/// Layout of a column's zone maps; n entries: its pages, then the row groups.
///
/// ```text
/// u32 x n   NULL rows
/// u8  x n   1 if min and max count, 2 if min alone does (BYTES), 0 if neither
/// BOOLEAN, INT, LONG   i64 x n min, i64 x n max
/// FLOAT, DOUBLE        u32 x n NaN rows, f64 x n min, f64 x n max
/// HUGE                 i64 x n each: min high, min low, max high, max low
/// BYTES                u8 x n lengths of min, their bytes; u8 x n lengths of max, their bytes
/// ARRAY                nothing
/// ```
final class ZoneFormat {
    private ZoneFormat() {}

    static void write(ZoneMaps zones, FooterOutput out) {
        out.ints(zones.nulls());
        out.bytes(zones.bounded());
        switch (zones) {
            case ZoneMaps.LongZones longs -> {
                out.longs(longs.min());
                out.longs(longs.max());
            }
            case ZoneMaps.DoubleZones doubles -> {
                out.ints(doubles.nanCounts());
                out.doubles(doubles.min());
                out.doubles(doubles.max());
            }
            case ZoneMaps.HugeZones huge -> {
                out.longs(huge.minHigh());
                out.longs(huge.minLow());
                out.longs(huge.maxHigh());
                out.longs(huge.maxLow());
            }
            case ZoneMaps.BytesZones bytes -> {
                writeStrings(bytes.min(), out);
                writeStrings(bytes.max(), out);
            }
            case ZoneMaps.CountZones counts -> {}
        }
    }

    private static void writeStrings(byte[][] strings, FooterOutput out) {
        for (byte[] string : strings) {
            out.u8(string.length);
        }
        for (byte[] string : strings) {
            out.bytes(string);
        }
    }

    static ZoneMaps read(PhysicalType type, int n, FooterInput in) {
        int[] nulls = in.ints(n);
        byte[] bounded = in.bytes(n);
        return switch (type) {
            case BOOLEAN, INT, LONG -> new ZoneMaps.LongZones(nulls, bounded, in.longs(n), in.longs(n));
            case FLOAT, DOUBLE -> new ZoneMaps.DoubleZones(nulls, bounded, in.ints(n), in.doubles(n), in.doubles(n));
            case HUGE -> new ZoneMaps.HugeZones(nulls, bounded, in.longs(n), in.longs(n), in.longs(n), in.longs(n));
            case BYTES -> new ZoneMaps.BytesZones(nulls, bounded, readStrings(n, in), readStrings(n, in));
            case ARRAY -> new ZoneMaps.CountZones(nulls, bounded);
        };
    }

    private static byte[][] readStrings(int n, FooterInput in) {
        byte[] lengths = in.bytes(n);
        byte[][] strings = new byte[n][];
        for (int i = 0; i < n; i++) {
            strings[i] = in.bytes(lengths[i] & 0xFF);
        }
        return strings;
    }

    /// Makes the zone maps of a segment of those of its chunks, each of which has the entries of
    /// its pages and then one for the whole chunk.
    static ZoneMaps join(PhysicalType type, ZoneMaps[] chunks) {
        int n = 0;
        for (ZoneMaps chunk : chunks) {
            n += chunk.entries();
        }
        int[] order = new int[n];
        int[] source = new int[n];
        int page = 0;
        for (int c = 0; c < chunks.length; c++) {
            int pages = chunks[c].entries() - 1;
            for (int p = 0; p < pages; p++) {
                source[page] = c;
                order[page++] = p;
            }
            source[n - chunks.length + c] = c;
            order[n - chunks.length + c] = pages;
        }
        ZoneBuilder builder = ZoneBuilder.of(type, n);
        for (int i = 0; i < n; i++) {
            builder.copy(i, chunks[source[i]], order[i]);
        }
        return builder.zones();
    }
}
