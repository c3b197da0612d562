package org.almagest.columnar.segment;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.sky.Healpix;
import org.almagest.sky.HealpixNested;

/// The zone maps of a segment's positions: the HEALPix cells (NESTED, order 29) in which they lie,
/// for each 16,384 rows in order of the rows, then for each row group. They are the sky index.
///
/// ```text
/// u32  id of the column of right ascensions
/// u32  id of the column of declinations
///      ZoneFormat of LONG, n entries
/// ```
///
/// Rows without a cell count as NULL. An entry is `STRAYS` where finite coordinates among them are
/// no position (a declination beyond the poles) or lie so far out that arithmetic with them is
/// rough: what a distance says of them, cells do not tell.
record SkyZones(int raId, int decId, ZoneMaps.LongZones zones) {
    /// In the place of "min and max count": they count, but for rows whose place nobody knows.
    static final int STRAYS = 3;

    private static final int STEP_ROWS = 1024;

    /// Answers the feature bits of the segments of a table.
    static long features(TableSchema schema) {
        return schema.layout().clustering() instanceof Clustering.BySky ? SegmentFormat.SKY_ZONES : 0;
    }

    /// Answers how many stretches of 16,384 rows a row group has.
    static int stretches(int rows) {
        return (rows + SegmentFormat.PAGE_ROWS - 1) / SegmentFormat.PAGE_ROWS;
    }

    /// Makes the entries of a row group: its stretches, then the whole.
    static ZoneMaps.LongZones of(ColumnBuffer ra, ColumnBuffer dec, int rows) {
        int stretches = stretches(rows);
        ZoneBuilder builder = ZoneBuilder.of(PhysicalType.LONG, stretches + 1);
        ZoneMaps.LongZones zones = (ZoneMaps.LongZones) builder.zones();
        ColumnValues ras = values(ra);
        ColumnValues decs = values(dec);
        double[] raDegrees = new double[STEP_ROWS];
        double[] decDegrees = new double[STEP_ROWS];
        long[] cells = new long[STEP_ROWS];
        for (int from = 0; from < rows; from += STEP_ROWS) {
            int count = Math.min(STEP_ROWS, rows - from);
            degrees(ras, from, count, raDegrees);
            degrees(decs, from, count, decDegrees);
            HealpixNested.cells29(raDegrees, decDegrees, count, cells);
            int entry = from / SegmentFormat.PAGE_ROWS;
            for (int i = 0; i < count; i++) {
                add(zones, entry, raDegrees[i], decDegrees[i], cells[i]);
            }
        }
        boolean strays = false;
        for (int e = 0; e < stretches; e++) {
            strays |= zones.bounded()[e] == STRAYS;
            builder.merge(stretches, zones, e, 0);
        }
        if (strays) {
            zones.bounded()[stretches] = STRAYS;
        }
        return zones;
    }

    private static void add(ZoneMaps.LongZones zones, int entry, double ra, double dec, long cell) {
        if (cell == Healpix.NO_CELL) {
            zones.nulls()[entry]++;
            if (Double.isFinite(ra) && Double.isFinite(dec)) {
                zones.bounded()[entry] = STRAYS;
            }
        } else if (!(Math.abs(ra) <= HealpixColumn.FARTHEST_RA)) {
            zones.bounded()[entry] = STRAYS;
        } else if (zones.bounded()[entry] == ZoneMaps.UNBOUNDED) {
            zones.bounded()[entry] = ZoneMaps.BOUNDED;
            zones.min()[entry] = cell;
            zones.max()[entry] = cell;
        } else {
            zones.min()[entry] = Math.min(zones.min()[entry], cell);
            zones.max()[entry] = Math.max(zones.max()[entry], cell);
        }
    }

    private static ColumnValues values(ColumnBuffer buffer) {
        return switch (buffer) {
            case DoubleBuffer doubles -> doubles.values();
            case FloatBuffer floats -> floats.values();
            default -> throw new IllegalStateException("a position must be REAL or DOUBLE: " + buffer.getClass());
        };
    }

    private static void degrees(ColumnValues values, int from, int count, double[] out) {
        switch (values) {
            case ColumnValues.Doubles(double[] source, long[] validity, int rows) ->
                System.arraycopy(source, from, out, 0, count);
            case ColumnValues.Floats(float[] source, long[] validity, int rows) -> {
                for (int i = 0; i < count; i++) {
                    out[i] = source[from + i];
                }
            }
            default -> throw new IllegalStateException("a position must be REAL or DOUBLE: " + values.kind());
        }
        for (int i = 0; values.validity().length > 0 && i < count; i++) {
            if (!values.isValid(from + i)) {
                out[i] = Double.NaN;
            }
        }
    }

    /// Makes the zone maps of a segment of those of its row groups; empty for other tables.
    static Optional<SkyZones> join(TableSchema schema, List<ZoneMaps> rowGroups) {
        return schema.layout().clustering() instanceof Clustering.BySky(int ra, int dec)
                ? Optional.of(new SkyZones(ra, dec, (ZoneMaps.LongZones)
                        ZoneFormat.join(PhysicalType.LONG, rowGroups.toArray(ZoneMaps[]::new))))
                : Optional.empty();
    }

    void write(FooterOutput out) {
        out.i32(raId);
        out.i32(decId);
        ZoneFormat.write(zones, out);
    }

    static SkyZones read(FooterInput in, TableSchema schema, int[] rowGroupRows) {
        int ra = in.i32();
        int dec = in.i32();
        boolean known = schema.withId(ra).isPresent() && schema.withId(dec).isPresent() && ra != dec;
        in.require(known, "positions in columns " + ra + " and " + dec, "columns of the segment");
        int entries = rowGroupRows.length;
        for (int rows : rowGroupRows) {
            entries += stretches(rows);
        }
        return new SkyZones(ra, dec, (ZoneMaps.LongZones) ZoneFormat.read(PhysicalType.LONG, entries, in));
    }
}
