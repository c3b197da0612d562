package org.almagest.exec.function;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.function.AggregateFunction.Kind;
import org.almagest.exec.function.AggregateFunction.Place;

/// The aggregates of an order: percentile_cont, percentile_disc and mode, with WITHIN GROUP.
public final class OrderedAggregates {
    private OrderedAggregates() {}

    /// Answers whether a name is such an aggregate's.
    public static boolean isOrdered(String name) {
        return kind(name).isPresent();
    }

    /// Answers whether the aggregate is told a share between 0 and 1.
    public static boolean takesShare(String name) {
        return !name.equals("mode");
    }

    private static Optional<Kind> kind(String name) {
        return switch (name) {
            case "percentile_cont" -> Optional.of(Kind.PERCENTILE_CONT);
            case "percentile_disc" -> Optional.of(Kind.PERCENTILE_DISC);
            case "mode" -> Optional.of(Kind.MODE);
            default -> Optional.empty();
        };
    }

    /// Finds the aggregate of an order by values of a type: of numbers, what lies between two of them
    /// included, or one of the values that are there, which may be times as well.
    public static Optional<AggregateFunction> find(String name, DataType type, Place place) {
        DataType known = type == ScalarType.NULL ? ScalarType.DOUBLE : type;
        return kind(name).flatMap(kind -> {
            if (kind == Kind.PERCENTILE_CONT) {
                return known.isNumeric()
                        ? Optional.of(
                                new AggregateFunction(kind, List.of(known), ScalarType.DOUBLE, Optional.of(place)))
                        : Optional.empty();
            }
            return switch (known.physical()) {
                case BOOLEAN, INT, LONG, FLOAT, DOUBLE ->
                    Optional.of(new AggregateFunction(kind, List.of(known), known, Optional.of(place)));
                case HUGE, BYTES, ARRAY -> Optional.empty();
            };
        });
    }
}
