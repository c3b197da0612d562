package org.almagest.exec.function;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.function.AggregateFunction.Detail;
import org.almagest.exec.function.AggregateFunction.Kind;

/// The aggregates of an order: percentile_cont, percentile_disc and mode with WITHIN GROUP, and the
/// same as quantile_cont(x, share), quantile_disc(x, share) and mode(x).
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

    /// Answers whether the values are the first argument, not the key of WITHIN GROUP.
    public static boolean takesValues(String name) {
        return name.startsWith("quantile");
    }

    private static Optional<Kind> kind(String name) {
        return switch (name) {
            case "percentile_cont", "quantile_cont" -> Optional.of(Kind.PERCENTILE_CONT);
            case "percentile_disc", "quantile_disc", "quantile" -> Optional.of(Kind.PERCENTILE_DISC);
            case "mode" -> Optional.of(Kind.MODE);
            default -> Optional.empty();
        };
    }

    static List<String> names() {
        return Stream.of("percentile_cont", "quantile_cont", "percentile_disc", "quantile_disc", "quantile", "mode")
                .toList();
    }

    /// Finds the aggregate of an order by values of a type: of numbers, what lies between two of them
    /// included, or one of the values that are there, which may be times as well. Several places give
    /// an array.
    public static Optional<AggregateFunction> find(String name, DataType type, Detail place) {
        DataType known = type == ScalarType.NULL ? ScalarType.DOUBLE : type;
        return kind(name).flatMap(kind -> {
            if (kind == Kind.PERCENTILE_CONT) {
                return known.isNumeric() ? Optional.of(of(kind, known, ScalarType.DOUBLE, place)) : Optional.empty();
            }
            return switch (known.physical()) {
                case BOOLEAN, INT, LONG, FLOAT, DOUBLE -> Optional.of(of(kind, known, known, place));
                case HUGE, BYTES -> kind == Kind.MODE ? Optional.of(of(kind, known, known, place)) : Optional.empty();
                case ARRAY -> Optional.empty();
            };
        });
    }

    private static AggregateFunction of(Kind kind, DataType argument, DataType value, Detail place) {
        DataType result = place instanceof Detail.Places ? ArrayType.variable(value) : value;
        return new AggregateFunction(kind, List.of(argument), result, Optional.of(place));
    }
}
