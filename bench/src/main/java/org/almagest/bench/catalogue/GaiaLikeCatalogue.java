package org.almagest.bench.catalogue;

import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.sky.HealpixNeighbours;
import org.almagest.sky.HealpixNested;

/// A made-up catalogue with the shape of Gaia DR3: positions crowd to the galactic plane, counts
/// rise with magnitude, errors with it, some values are missing, and rows come in the order of
/// `source_id`, which is nearly that of the sky: 0.7 % of the ids name a neighbouring cell, as in
/// the real one. The floats use their full mantissa, so they compress worse than a survey's; the
/// rounded variant has as many decimals as surveys publish.
///
/// The same seed and number of rows give the same bits always. Immutable; rows may be made by
/// several threads.
public final class GaiaLikeCatalogue {
    /// Rows have numbers below 2^27, so that a cell of order 12 (28 bits) and a row fit a sort key.
    public static final int MAX_ROWS = 1 << 27;

    private static final int ROW_BITS = 27;
    private static final int CELL_ORDER = 12;
    private static final double MISPLACED_SHARE = 0.007;

    private final Draws draws;
    private final boolean rounded;
    private final long[] order;

    /// @param rounded whether the floats have few decimals
    public GaiaLikeCatalogue(int rows, long seed, boolean rounded) {
        this.rounded = rounded;
        if (rows < 0 || rows > MAX_ROWS) {
            throw new IllegalArgumentException("rows must be 0 to 2^27: " + rows);
        }
        draws = new Draws(seed);
        order = new long[rows];
        Arrays.parallelSetAll(order, i -> idCell(i) << ROW_BITS | i);
        Arrays.parallelSort(order);
    }

    Draws draws() {
        return draws;
    }

    public int rowCount() {
        return order.length;
    }

    /// Answers the columns, with the units of the real catalogue.
    public static TableSchema schema() {
        List<ColumnDefinition> columns = new java.util.ArrayList<>();
        add(columns, "source_id", ScalarType.BIGINT, "");
        add(columns, "ra", ScalarType.DOUBLE, "deg");
        add(columns, "dec", ScalarType.DOUBLE, "deg");
        add(columns, "parallax", ScalarType.DOUBLE, "mas");
        add(columns, "parallax_error", ScalarType.REAL, "mas");
        add(columns, "pmra", ScalarType.DOUBLE, "mas.yr**-1");
        add(columns, "pmdec", ScalarType.DOUBLE, "mas.yr**-1");
        add(columns, "phot_g_mean_mag", ScalarType.REAL, "mag");
        add(columns, "bp_rp", ScalarType.REAL, "mag");
        add(columns, "radial_velocity", ScalarType.REAL, "km.s**-1");
        add(columns, "ruwe", ScalarType.REAL, "");
        add(columns, "phot_variable_flag", ScalarType.VARCHAR, "");
        add(columns, "random_index", ScalarType.BIGINT, "");
        add(columns, "healpix6", ScalarType.INTEGER, "");
        add(columns, "designation", ScalarType.VARCHAR, "");
        return TableSchema.of(columns);
    }

    private static void add(List<ColumnDefinition> columns, String name, DataType type, String unit) {
        columns.add(new ColumnDefinition(columns.size(), name, type, true, ColumnMeaning.ofUnit(unit)));
    }

    /// Answers the row at a place in the catalogue's order.
    public CatalogueRow row(int place) {
        return rounded ? exact(place).rounded() : exact(place);
    }

    private CatalogueRow exact(int place) {
        long cell = order[place] >>> ROW_BITS;
        long i = order[place] & (1L << ROW_BITS) - 1;
        double[] position = position(i);
        double magnitude = Math.max(2.5, 20.9 + 1.45 * Math.log(draws.uniform(i, 6)) + 0.2 * draws.normal(i, 7));
        double trueParallax = 1 / Math.pow(10, 0.4 + 0.52 * draws.normal(i, 9));
        double error = 0.018 + 0.5 * Math.pow(10, 0.46 * (magnitude - 20)) * (0.8 + 0.4 * draws.uniform(i, 11));
        double flag = draws.uniform(i, 30);
        return new CatalogueRow(
                cell << 35 | i << 7,
                position[0],
                position[1],
                draws.uniform(i, 12) < 0.01 ? Double.NaN : trueParallax + error * draws.normal(i, 13),
                (float) error,
                -1.5 + 10 * trueParallax * draws.normal(i, 15),
                -3.0 + 10 * trueParallax * draws.normal(i, 17),
                (float) magnitude,
                draws.uniform(i, 19) < 0.03 ? Float.NaN : colour(i),
                draws.uniform(i, 24) < 0.85 ? Float.NaN : (float) (40 * draws.normal(i, 25)),
                renormalisedError(i),
                flag < 0.06 ? "VARIABLE" : flag < 0.10 ? "CONSTANT" : "NOT_AVAILABLE",
                i,
                (int) (cell >> 2 * (CELL_ORDER - 6)));
    }

    private float colour(long i) {
        return (float) (1.25 + 0.45 * draws.normal(i, 20) + 0.35 * Math.abs(draws.normal(i, 22)));
    }

    private float renormalisedError(long i) {
        return draws.uniform(i, 27) < 0.06
                ? (float) (1.1 - 1.2 * Math.log(draws.uniform(i, 28)))
                : (float) (1 + 0.05 * draws.normal(i, 28));
    }

    /// The cell that the id names: the position's, but for a few a neighbour's.
    private long idCell(long i) {
        double[] position = position(i);
        long cell = HealpixNested.cell(CELL_ORDER, position[0], position[1]);
        if (draws.uniform(i, 33) >= MISPLACED_SHARE) {
            return cell;
        }
        long[] neighbours = HealpixNeighbours.of(CELL_ORDER, cell);
        long neighbour = neighbours[(int) (draws.uniform(i, 34) * neighbours.length)];
        return neighbour < 0 ? cell : neighbour;
    }

    /// Right ascension and declination in degrees: a third all over the sky, the rest in an
    /// exponential disc around the galactic plane, part of it towards the centre.
    double[] position(long i) {
        double kind = draws.uniform(i, 0);
        double l = kind < 0.70 ? 2 * Math.PI * draws.uniform(i, 1) : 0.9 * draws.normal(i, 1);
        double b = kind < 0.35
                ? Math.asin(2 * draws.uniform(i, 3) - 1)
                : Math.clamp((draws.uniform(i, 4) < 0.5 ? 0.17 : -0.17) * Math.log(draws.uniform(i, 3)), -1.57, 1.57);
        double x = Math.cos(b) * Math.cos(l);
        double y = Math.cos(b) * Math.sin(l);
        double z = Math.sin(b);
        double ex = -0.0548755604162154 * x + 0.4941094278755837 * y - 0.8676661490190047 * z;
        double ey = -0.8734370902348850 * x - 0.4448296299600112 * y - 0.1980763734312015 * z;
        double ez = -0.4838350155487132 * x + 0.7469822444972189 * y + 0.4559837761750669 * z;
        double ra = Math.toDegrees(Math.atan2(ey, ex));
        double wrapped = ra < 0 ? ra + 360 : ra;
        return new double[] {wrapped >= 360 ? 0 : wrapped, Math.toDegrees(Math.asin(Math.clamp(ez, -1.0, 1.0)))};
    }
}
