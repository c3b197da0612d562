package org.almagest.columnar.segment;

import java.util.Arrays;
import org.almagest.columnar.type.PhysicalType;

/// Fills zone maps entry by entry. One thread.
final class ZoneBuilder {
    private final ZoneMaps zones;

    private ZoneBuilder(ZoneMaps zones) {
        this.zones = zones;
    }

    /// Makes room for `n` entries, none of them bounded.
    static ZoneBuilder of(PhysicalType type, int n) {
        int[] nulls = new int[n];
        byte[] bounded = new byte[n];
        return new ZoneBuilder(
                switch (type) {
                    case BOOLEAN, INT, LONG -> new ZoneMaps.LongZones(nulls, bounded, new long[n], new long[n]);
                    case FLOAT, DOUBLE ->
                        new ZoneMaps.DoubleZones(nulls, bounded, new int[n], new double[n], new double[n]);
                    case HUGE ->
                        new ZoneMaps.HugeZones(nulls, bounded, new long[n], new long[n], new long[n], new long[n]);
                    case BYTES -> {
                        byte[][] min = new byte[n][];
                        byte[][] max = new byte[n][];
                        Arrays.fill(min, new byte[0]);
                        Arrays.fill(max, new byte[0]);
                        yield new ZoneMaps.BytesZones(nulls, bounded, min, max);
                    }
                    case ARRAY -> new ZoneMaps.CountZones(nulls, bounded);
                });
    }

    ZoneMaps zones() {
        return zones;
    }

    /// Copies an entry of other zone maps of the same type.
    void copy(int to, ZoneMaps from, int e) {
        zones.nulls()[to] = from.nulls()[e];
        zones.bounded()[to] = from.bounded()[e];
        switch (zones) {
            case ZoneMaps.LongZones longs -> {
                longs.min()[to] = ((ZoneMaps.LongZones) from).min()[e];
                longs.max()[to] = ((ZoneMaps.LongZones) from).max()[e];
            }
            case ZoneMaps.DoubleZones doubles -> {
                ZoneMaps.DoubleZones source = (ZoneMaps.DoubleZones) from;
                doubles.nanCounts()[to] = source.nanCounts()[e];
                doubles.min()[to] = source.min()[e];
                doubles.max()[to] = source.max()[e];
            }
            case ZoneMaps.HugeZones huge -> {
                ZoneMaps.HugeZones source = (ZoneMaps.HugeZones) from;
                huge.minHigh()[to] = source.minHigh()[e];
                huge.minLow()[to] = source.minLow()[e];
                huge.maxHigh()[to] = source.maxHigh()[e];
                huge.maxLow()[to] = source.maxLow()[e];
            }
            case ZoneMaps.BytesZones bytes -> {
                bytes.min()[to] = ((ZoneMaps.BytesZones) from).min()[e];
                bytes.max()[to] = ((ZoneMaps.BytesZones) from).max()[e];
            }
            case ZoneMaps.CountZones counts -> {}
        }
    }

    /// Widens entry `to` so that it speaks of entry `e` of these zone maps as well; `flip` is
    /// `Long.MIN_VALUE` for unsigned integers, else 0.
    void merge(int to, ZoneMaps from, int e, long flip) {
        if (from.bounded()[e] == ZoneMaps.UNBOUNDED || zones.bounded()[to] == ZoneMaps.UNBOUNDED) {
            int nulls = zones.nulls()[to] + from.nulls()[e];
            int nans = zones.nans(to) + from.nans(e);
            if (from.bounded()[e] != ZoneMaps.UNBOUNDED) {
                copy(to, from, e);
            }
            setCounts(to, nulls, nans);
            return;
        }
        setCounts(to, zones.nulls()[to] + from.nulls()[e], zones.nans(to) + from.nans(e));
        switch (zones) {
            case ZoneMaps.LongZones longs -> {
                ZoneMaps.LongZones source = (ZoneMaps.LongZones) from;
                longs.min()[to] = Math.min(longs.min()[to] ^ flip, source.min()[e] ^ flip) ^ flip;
                longs.max()[to] = Math.max(longs.max()[to] ^ flip, source.max()[e] ^ flip) ^ flip;
            }
            case ZoneMaps.DoubleZones doubles -> {
                ZoneMaps.DoubleZones source = (ZoneMaps.DoubleZones) from;
                doubles.min()[to] = Math.min(doubles.min()[to], source.min()[e]);
                doubles.max()[to] = Math.max(doubles.max()[to], source.max()[e]);
            }
            case ZoneMaps.HugeZones huge -> mergeHuge(huge, to, (ZoneMaps.HugeZones) from, e);
            case ZoneMaps.BytesZones bytes -> mergeBytes(bytes, to, (ZoneMaps.BytesZones) from, e);
            case ZoneMaps.CountZones counts -> {}
        }
    }

    private void setCounts(int to, int nulls, int nans) {
        zones.nulls()[to] = nulls;
        if (zones instanceof ZoneMaps.DoubleZones doubles) {
            doubles.nanCounts()[to] = nans;
        }
    }

    private static void mergeHuge(ZoneMaps.HugeZones huge, int to, ZoneMaps.HugeZones source, int e) {
        if (compareHuge(source.minHigh()[e], source.minLow()[e], huge.minHigh()[to], huge.minLow()[to]) < 0) {
            huge.minHigh()[to] = source.minHigh()[e];
            huge.minLow()[to] = source.minLow()[e];
        }
        if (compareHuge(source.maxHigh()[e], source.maxLow()[e], huge.maxHigh()[to], huge.maxLow()[to]) > 0) {
            huge.maxHigh()[to] = source.maxHigh()[e];
            huge.maxLow()[to] = source.maxLow()[e];
        }
    }

    private static void mergeBytes(ZoneMaps.BytesZones bytes, int to, ZoneMaps.BytesZones source, int e) {
        if (Arrays.compareUnsigned(source.min()[e], bytes.min()[to]) < 0) {
            bytes.min()[to] = source.min()[e];
        }
        if (source.bounded()[e] == ZoneMaps.BOUNDED_BELOW || bytes.bounded()[to] == ZoneMaps.BOUNDED_BELOW) {
            bytes.bounded()[to] = ZoneMaps.BOUNDED_BELOW;
            bytes.max()[to] = new byte[0];
        } else if (Arrays.compareUnsigned(source.max()[e], bytes.max()[to]) > 0) {
            bytes.max()[to] = source.max()[e];
        }
    }

    /// Compares 128-bit integers.
    static int compareHuge(long aHigh, long aLow, long bHigh, long bLow) {
        return aHigh != bHigh ? Long.compare(aHigh, bHigh) : Long.compareUnsigned(aLow, bLow);
    }
}
