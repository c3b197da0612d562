package org.almagest.optimizer.physical;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.ValueRange;
import org.almagest.columnar.scan.ValueSet;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.junit.jupiter.api.Test;

/// A range of doubles holds exactly the floats that its range of floats does.
final class FloatBoundsTest {
    private static final long SEED = Long.getLong("almagest.seed", 53);
    private static final double[] CONSTANTS = {
        0.0,
        -0.0,
        0.1,
        -0.1,
        1.0,
        16777217.0,
        1e-50,
        -1e-50,
        1e39,
        -1e39,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Math.nextUp((double) Float.MAX_VALUE),
        Float.MIN_VALUE,
        Float.MIN_VALUE / 2.0,
        Float.MIN_NORMAL,
        Double.MAX_VALUE,
        Double.MIN_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    @Test
    void equalsTheComparisonInDoublesNearTheConstant() {
        System.out.println("seed " + SEED);
        Random random = new Random(SEED);
        for (double constant : CONSTANTS) {
            checkAround(constant);
        }
        for (int i = 0; i < 20_000; i++) {
            float near = Float.intBitsToFloat(random.nextInt());
            if (!Float.isNaN(near)) {
                checkAround(near);
                checkAround(Math.nextUp((double) near));
                checkAround(Math.nextDown((double) near));
                checkAround(near * (1 + random.nextGaussian() * 1e-8));
            }
        }
    }

    private static void checkAround(double constant) {
        float nearest = (float) constant;
        float[] floats = {
            Math.nextDown(Math.nextDown(nearest)),
            Math.nextDown(nearest),
            nearest,
            Math.nextUp(nearest),
            Math.nextUp(Math.nextUp(nearest)),
            0.0f,
            -0.0f,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            -nearest
        };
        for (Comparison comparison : Comparison.values()) {
            ValueSet doubles = set(new ColumnPredicate.Compare(0, comparison, Value.of(constant)), ScalarType.DOUBLE);
            List<ValueRange> ranges =
                    doubles.ranges().stream().map(FloatBounds::floats).toList();
            for (ValueRange range : ranges) {
                assertFloat(range.low());
                assertFloat(range.high());
            }
            ValueSet found = set(new ColumnPredicate.RangeSet(0, ranges), ScalarType.REAL);
            for (float value : floats) {
                assertEquals(
                        holds(value, comparison, constant),
                        found.contains(Value.of((double) value)),
                        value + " " + comparison + " " + constant + " became " + found);
            }
        }
    }

    private static ValueSet set(ColumnPredicate predicate, DataType type) {
        return ValueSet.of(predicate, type).orElseThrow();
    }

    private static void assertFloat(Value end) {
        if (end instanceof Value.OfDouble(double number)) {
            assertEquals(number, (float) number, "a float: " + number);
        }
    }

    /// NaN is greater than every number and equal to itself, -0.0 equals 0.0.
    private static boolean holds(double a, Comparison comparison, double b) {
        int order = Double.compare(a + 0.0, b + 0.0);
        return switch (comparison) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }
}
