package org.almagest.exec.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.almagest.columnar.scan.ColumnPredicate.Range;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.sky.Angles;
import org.almagest.sky.CellRanges;
import org.almagest.sky.ConeCover;
import org.almagest.sky.Healpix;

/// What the functions of positions declare.
final class SkyBounds {
    /// Degrees by which cones are widened: right ascensions far from 0 to 360 are rounded more than
    /// a cover allows for.
    private static final double SLACK = 1e-11;

    private SkyBounds() {}

    /// `distance(ra, dec, x, y)` up to a radius is a cone.
    static Optional<List<Range>> distance(
            List<Expression> arguments, PositionRef position, Optional<Value> low, Optional<Value> high) {
        return high.flatMap(SkyBounds::number).flatMap(radius -> cone(arguments, position, radius));
    }

    /// `in_cone(ra, dec, x, y, radius)` is one where it is true.
    static Optional<List<Range>> inCone(
            List<Expression> arguments, PositionRef position, Optional<Value> low, Optional<Value> high) {
        boolean isTrue = low.equals(Optional.of(Value.of(true)));
        OptionalDouble radius = constant(arguments.get(4));
        return isTrue && radius.isPresent() ? cone(arguments, position, radius.getAsDouble()) : Optional.empty();
    }

    /// `ivo_healpix_index(order, ra, dec)` names the cell at an order.
    static Optional<List<Range>> cell(
            List<Expression> arguments, PositionRef position, Optional<Value> low, Optional<Value> high) {
        boolean known = position.is(arguments.get(1), arguments.get(2))
                && arguments.getFirst() instanceof Expression.Literal(Value.OfLong(long order), var type)
                && order >= 0
                && order <= Healpix.MAX_ORDER;
        if (!known) {
            return Optional.empty();
        }
        int order = (int) ((Value.OfLong) ((Expression.Literal) arguments.getFirst()).value()).value();
        long first = Math.max(0, low.map(SkyBounds::integer).orElse(0L));
        long greatest = Healpix.cellCount(order) - 1;
        long last = Math.min(greatest, high.map(SkyBounds::integer).orElse(greatest));
        int shift = 2 * (Healpix.MAX_ORDER - order);
        return Optional.of(first > last ? List.of() : List.of(new Range(first << shift, (last + 1 << shift) - 1)));
    }

    private static long integer(Value value) {
        return ((Value.OfLong) value).value();
    }

    private static Optional<Double> number(Value value) {
        return value instanceof Value.OfDouble(double number) && !Double.isNaN(number)
                ? Optional.of(number)
                : Optional.empty();
    }

    private static OptionalDouble constant(Expression expression) {
        return expression instanceof Expression.Literal(Value.OfDouble(double number), var type)
                ? OptionalDouble.of(number)
                : OptionalDouble.empty();
    }

    /// The position may be the first pair of arguments or the second one.
    private static Optional<List<Range>> cone(List<Expression> arguments, PositionRef position, double radius) {
        if (position.is(arguments.get(0), arguments.get(1))) {
            return cone(constant(arguments.get(2)), constant(arguments.get(3)), radius);
        }
        if (position.is(arguments.get(2), arguments.get(3))) {
            return cone(constant(arguments.get(0)), constant(arguments.get(1)), radius);
        }
        return Optional.empty();
    }

    private static Optional<List<Range>> cone(OptionalDouble ra, OptionalDouble dec, double radius) {
        boolean usable = ra.isPresent()
                && dec.isPresent()
                && Angles.isPosition(ra.getAsDouble(), dec.getAsDouble())
                && radius < 180;
        if (!usable) {
            return Optional.empty();
        }
        if (radius < 0) {
            return Optional.of(List.of());
        }
        CellRanges cells = ConeCover.cells29(Angles.wrap360(ra.getAsDouble()), dec.getAsDouble(), radius + SLACK);
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < cells.count(); i++) {
            ranges.add(new Range(cells.first(i), cells.last(i)));
        }
        return Optional.of(ranges);
    }
}
