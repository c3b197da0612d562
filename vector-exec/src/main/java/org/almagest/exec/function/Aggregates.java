package org.almagest.exec.function;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.function.AggregateFunction.Kind;

/// The aggregates and what they give (docs/types.md). They take arguments of any number type as
/// they are: integers and decimals are summed exactly, REAL in DOUBLE.
final class Aggregates {
    private static final Map<String, Kind> KINDS = new TreeMap<>(Map.ofEntries(
            Map.entry("count", Kind.COUNT),
            Map.entry("sum", Kind.SUM),
            Map.entry("avg", Kind.AVG),
            Map.entry("mean", Kind.AVG),
            Map.entry("min", Kind.MIN),
            Map.entry("max", Kind.MAX),
            Map.entry("arg_min", Kind.ARG_MIN),
            Map.entry("argmin", Kind.ARG_MIN),
            Map.entry("min_by", Kind.ARG_MIN),
            Map.entry("arg_max", Kind.ARG_MAX),
            Map.entry("argmax", Kind.ARG_MAX),
            Map.entry("max_by", Kind.ARG_MAX),
            Map.entry("stddev", Kind.STDDEV_SAMP),
            Map.entry("stddev_samp", Kind.STDDEV_SAMP),
            Map.entry("stddev_pop", Kind.STDDEV_POP),
            Map.entry("variance", Kind.VAR_SAMP),
            Map.entry("var_samp", Kind.VAR_SAMP),
            Map.entry("var_pop", Kind.VAR_POP),
            Map.entry("median", Kind.MEDIAN),
            Map.entry("approx_count_distinct", Kind.APPROX_COUNT_DISTINCT),
            Map.entry("bool_and", Kind.BOOL_AND),
            Map.entry("every", Kind.BOOL_AND),
            Map.entry("bool_or", Kind.BOOL_OR),
            Map.entry("any_value", Kind.ANY_VALUE),
            Map.entry("percentile_cont", Kind.PERCENTILE_CONT),
            Map.entry("percentile_disc", Kind.PERCENTILE_DISC),
            Map.entry("mode", Kind.MODE)));

    private Aggregates() {}

    static Set<String> names() {
        return KINDS.keySet();
    }

    static Optional<AggregateFunction> find(String name, List<DataType> arguments) {
        Kind kind = KINDS.get(name);
        boolean two = kind == Kind.ARG_MIN || kind == Kind.ARG_MAX;
        if (kind == null || two && arguments.size() != 2 || !two && arguments.size() > 1) {
            return Optional.empty();
        }
        if (two) {
            return argExtreme(kind, known(arguments.getFirst(), ScalarType.INTEGER), arguments.get(1));
        }
        if (arguments.isEmpty()) {
            return kind == Kind.COUNT
                    ? Optional.of(new AggregateFunction(Kind.COUNT_STAR, List.of(), ScalarType.BIGINT))
                    : Optional.empty();
        }
        return of(kind, arguments.getFirst());
    }

    private static Optional<AggregateFunction> of(Kind kind, DataType argument) {
        return switch (kind) {
            case COUNT_STAR, ARG_MIN, ARG_MAX, PERCENTILE_CONT, PERCENTILE_DISC, MODE -> Optional.empty();
            case COUNT -> over(kind, known(argument, ScalarType.INTEGER), ScalarType.BIGINT);
            case APPROX_COUNT_DISTINCT ->
                argument instanceof ArrayType
                        ? Optional.empty()
                        : over(kind, known(argument, ScalarType.INTEGER), ScalarType.BIGINT);
            case SUM -> sum(known(argument, ScalarType.DOUBLE));
            case AVG, STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP, MEDIAN -> moment(kind, argument);
            case MIN, MAX ->
                argument instanceof ArrayType
                        ? Optional.empty()
                        : over(kind, known(argument, ScalarType.INTEGER), known(argument, ScalarType.INTEGER));
            case ANY_VALUE -> over(kind, known(argument, ScalarType.INTEGER), known(argument, ScalarType.INTEGER));
            case BOOL_AND, BOOL_OR ->
                argument == ScalarType.BOOLEAN || argument == ScalarType.NULL
                        ? over(kind, ScalarType.BOOLEAN, ScalarType.BOOLEAN)
                        : Optional.empty();
        };
    }

    private static Optional<AggregateFunction> argExtreme(Kind kind, DataType value, DataType by) {
        return by instanceof ArrayType
                ? Optional.empty()
                : Optional.of(new AggregateFunction(kind, List.of(value, known(by, ScalarType.INTEGER)), value));
    }

    private static DataType known(DataType argument, DataType forNull) {
        return argument == ScalarType.NULL ? forNull : argument;
    }

    private static Optional<AggregateFunction> over(Kind kind, DataType argument, DataType result) {
        return Optional.of(new AggregateFunction(kind, List.of(argument), result));
    }

    private static Optional<AggregateFunction> sum(DataType argument) {
        if (argument instanceof DecimalType decimal) {
            return over(Kind.SUM, decimal, new DecimalType(DecimalType.MAX_PRECISION, decimal.scale()));
        }
        if (!(argument instanceof ScalarType scalar)) {
            return Optional.empty();
        }
        return switch (scalar) {
            case TINYINT, UTINYINT, SMALLINT, USMALLINT, INTEGER, UINTEGER -> over(Kind.SUM, scalar, ScalarType.BIGINT);
            case BIGINT, UBIGINT -> over(Kind.SUM, scalar, new DecimalType(DecimalType.MAX_PRECISION, 0));
            case REAL, DOUBLE -> over(Kind.SUM, scalar, ScalarType.DOUBLE);
            default -> Optional.empty();
        };
    }

    private static Optional<AggregateFunction> moment(Kind kind, DataType argument) {
        DataType taken = known(argument, ScalarType.DOUBLE);
        return taken.isNumeric() ? over(kind, taken, ScalarType.DOUBLE) : Optional.empty();
    }

    static List<String> signatures(String name) {
        return switch (KINDS.get(name)) {
            case COUNT, COUNT_STAR -> List.of("count(*)", "count(any)");
            case SUM, AVG, STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP, MEDIAN -> List.of(name + "(number)");
            case MIN, MAX, ANY_VALUE, APPROX_COUNT_DISTINCT -> List.of(name + "(any)");
            case ARG_MIN, ARG_MAX -> List.of(name + "(any, any)");
            case BOOL_AND, BOOL_OR -> List.of(name + "(BOOLEAN)");
            case PERCENTILE_CONT -> List.of("percentile_cont(share) WITHIN GROUP (ORDER BY number)");
            case PERCENTILE_DISC -> List.of("percentile_disc(share) WITHIN GROUP (ORDER BY number or time)");
            case MODE -> List.of("mode() WITHIN GROUP (ORDER BY number or time)");
        };
    }
}
