package org.almagest.optimizer.estimate;

import static org.almagest.optimizer.Expressions.compare;
import static org.almagest.optimizer.Expressions.literal;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.statistics.ColumnSketch;
import org.almagest.columnar.statistics.NumberSample;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.TestTable;
import org.junit.jupiter.api.Test;

final class RowEstimateTest {
    private static final int ROWS = 10_000;

    private static ColumnStatistics bounds(double min, double max) {
        return new ColumnStatistics(
                Optional.of(Value.of(min)),
                Optional.of(Value.of(max)),
                OptionalLong.of(0),
                OptionalLong.of(0),
                OptionalLong.empty());
    }

    /// Squares crowd at the lower end: a tenth of the range holds a third of them.
    private static ColumnSketch squares() {
        NumberSample sample = new NumberSample(ROWS);
        for (int i = 0; i < ROWS; i++) {
            sample.offer((double) i * i);
        }
        return new ColumnSketch(Optional.empty(), sample.quantiles(129, ROWS), Optional.empty());
    }

    @Test
    void quantilesTellHowManyValuesLieBelowAnother() {
        double most = (double) (ROWS - 1) * (ROWS - 1);
        TestTable table = new TestTable("t", ROWS)
                .with("known", ScalarType.DOUBLE, bounds(0, most).withSketch(squares(), ROWS))
                .with("even", ScalarType.DOUBLE, bounds(0, most));
        RowEstimate estimate = new RowEstimate(new KnownColumns(table.scan()));
        double tenth = most / 10;
        assertEquals(
                Math.sqrt(0.1),
                estimate.selectivity(compare(table.ref("known"), Comparison.LESS, literal(tenth))),
                0.02);
        assertEquals(
                1 - Math.sqrt(0.1),
                estimate.selectivity(compare(table.ref("known"), Comparison.GREATER_OR_EQUAL, literal(tenth))),
                0.02);
        assertEquals(0.1, estimate.selectivity(compare(table.ref("even"), Comparison.LESS, literal(tenth))), 1e-9);
        assertEquals(0, estimate.selectivity(compare(table.ref("known"), Comparison.LESS, literal(-1.0))), 1e-9);
        assertEquals(1, estimate.selectivity(compare(table.ref("known"), Comparison.LESS, literal(2 * most))), 1e-9);
    }

    /// Of values without an end, where they lie is not known.
    @Test
    void nanIsTheGreatestValueAndInfinityABoundWithoutMeaning() {
        TestTable table = new TestTable("t", ROWS)
                .with("known", ScalarType.DOUBLE, bounds(0, 100).withSketch(squares(), ROWS))
                .with("even", ScalarType.DOUBLE, bounds(0, 100))
                .with("endless", ScalarType.DOUBLE, bounds(0, Double.POSITIVE_INFINITY))
                .with("withNan", ScalarType.DOUBLE, bounds(0, Double.NaN));
        RowEstimate estimate = new RowEstimate(new KnownColumns(table.scan()));
        for (String column : List.of("known", "even", "endless", "withNan")) {
            Expression.ColumnRef ref = table.ref(column);
            assertEquals(1, estimate.selectivity(compare(ref, Comparison.LESS, literal(Double.NaN))), 1e-9, column);
            double above = estimate.selectivity(compare(ref, Comparison.GREATER_OR_EQUAL, literal(Double.NaN)));
            assertTrue(above >= 0 && above < 0.01, column + ": " + above);
        }
        double unknown = estimate.selectivity(compare(table.ref("endless"), Comparison.LESS, literal(7.0)));
        assertEquals(unknown, estimate.selectivity(compare(table.ref("withNan"), Comparison.LESS, literal(7.0))), 0);
        assertTrue(unknown > 0 && unknown < 1, "" + unknown);
    }
}
