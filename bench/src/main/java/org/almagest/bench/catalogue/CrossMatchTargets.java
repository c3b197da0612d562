package org.almagest.bench.catalogue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ColumnMeaning;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ScalarType;

/// What another survey saw of a tenth of the catalogue, in no order: four of five positions are off
/// by 0.2 arcseconds or so, as of the same star, one of five by some arcminutes, as of another. The
/// same catalogue gives the same targets always. Immutable.
public final class CrossMatchTargets {
    private static final int SHARE = 10;
    private static final int REMAINDER = 5;
    private static final double COUNTERPART_SHARE = 0.8;
    private static final double NEAR_DEGREES = 0.2 / 3600;
    private static final double FAR_DEGREES = 0.1;
    private static final long INDEX_MASK = GaiaLikeCatalogue.MAX_ROWS - 1L;

    private final GaiaLikeCatalogue catalogue;
    private final long[] order;

    /// One position; ids count from 1.
    public record Target(int id, double ra, double dec) {}

    public CrossMatchTargets(GaiaLikeCatalogue catalogue) {
        this.catalogue = catalogue;
        order = new long[(catalogue.rowCount() + SHARE - 1 - REMAINDER) / SHARE];
        Arrays.setAll(order, k -> {
            long row = (long) k * SHARE + REMAINDER;
            return catalogue.draws().bits(row, 45) & ~INDEX_MASK | row;
        });
        Arrays.sort(order);
    }

    public static TableSchema schema() {
        List<ColumnDefinition> columns = new ArrayList<>();
        columns.add(new ColumnDefinition(0, "id", ScalarType.INTEGER, true, ColumnMeaning.NONE));
        columns.add(new ColumnDefinition(1, "ra", ScalarType.DOUBLE, true, ColumnMeaning.ofUnit("deg")));
        columns.add(new ColumnDefinition(2, "dec", ScalarType.DOUBLE, true, ColumnMeaning.ofUnit("deg")));
        return TableSchema.of(columns);
    }

    public int count() {
        return order.length;
    }

    /// Answers the target at a place, counted from 0.
    public Target target(int place) {
        long row = order[place] & INDEX_MASK;
        Draws draws = catalogue.draws();
        double[] position = catalogue.position(row);
        double scale = draws.uniform(row, 40) < COUNTERPART_SHARE ? NEAR_DEGREES : FAR_DEGREES;
        double shrink = Math.max(0.001, Math.cos(Math.toRadians(position[1])));
        double ra = (position[0] + scale * draws.normal(row, 43) / shrink + 360) % 360;
        double dec = Math.clamp(position[1] + scale * draws.normal(row, 41), -90.0, 90.0);
        return new Target(place + 1, ra, dec);
    }
}
