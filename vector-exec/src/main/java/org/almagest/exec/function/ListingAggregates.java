package org.almagest.exec.function;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.function.AggregateFunction.Detail;
import org.almagest.exec.function.AggregateFunction.Kind;

/// The aggregates that look at the order of rows. Their second argument is a key of that order, a
/// BLOB (`SortKeyFunction`), empty where no order was asked for.
public final class ListingAggregates {
    private static final Map<String, Kind> KINDS = Map.ofEntries(
            Map.entry("first", Kind.FIRST),
            Map.entry("arbitrary", Kind.FIRST),
            Map.entry("last", Kind.LAST),
            Map.entry("any_value", Kind.ANY_VALUE),
            Map.entry("string_agg", Kind.STRING_AGG),
            Map.entry("group_concat", Kind.STRING_AGG),
            Map.entry("listagg", Kind.STRING_AGG),
            Map.entry("array_agg", Kind.ARRAY_AGG),
            Map.entry("list", Kind.ARRAY_AGG));

    private ListingAggregates() {}

    /// Answers the names of these aggregates.
    public static Set<String> names() {
        return KINDS.keySet();
    }

    /// Answers whether a name is such an aggregate's.
    public static boolean isListing(String name) {
        return KINDS.containsKey(name);
    }

    /// Answers whether the aggregate takes what stands between texts.
    public static boolean takesSeparator(String name) {
        return KINDS.get(name) == Kind.STRING_AGG;
    }

    /// Finds the aggregate of values of a type.
    public static Optional<AggregateFunction> find(String name, DataType type, boolean ordered, String separator) {
        DataType value = type == ScalarType.NULL ? ScalarType.INTEGER : type;
        Kind kind = KINDS.get(name);
        return switch (kind) {
            case STRING_AGG ->
                Optional.of(of(kind, ScalarType.VARCHAR, ScalarType.VARCHAR, new Detail.Listing(ordered, separator)));
            case ARRAY_AGG ->
                value instanceof ArrayType
                        ? Optional.empty()
                        : Optional.of(
                                of(kind, value, ArrayType.variable(value), new Detail.Listing(ordered, separator)));
            case ANY_VALUE ->
                Optional.of(
                        ordered
                                ? new AggregateFunction(Kind.ARG_MIN, List.of(value, ScalarType.BLOB), value)
                                : new AggregateFunction(kind, List.of(value), value));
            default -> Optional.of(new AggregateFunction(kind, List.of(value, ScalarType.BLOB), value));
        };
    }

    /// Finds the aggregate that lists the values of the `count` rows whose keys are first in the order.
    public static Optional<AggregateFunction> best(boolean least, DataType type, int count) {
        DataType value = type == ScalarType.NULL ? ScalarType.INTEGER : type;
        return value instanceof ArrayType
                ? Optional.empty()
                : Optional.of(of(
                        least ? Kind.LEAST_ROWS : Kind.GREATEST_ROWS,
                        value,
                        ArrayType.variable(value),
                        new Detail.Limit(count)));
    }

    private static AggregateFunction of(Kind kind, DataType value, DataType result, Detail detail) {
        return new AggregateFunction(kind, List.of(value, ScalarType.BLOB), result, Optional.of(detail));
    }
}
