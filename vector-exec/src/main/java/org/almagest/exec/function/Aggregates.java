package org.almagest.exec.function;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
            Map.entry("logical_and", Kind.BOOL_AND),
            Map.entry("logical_or", Kind.BOOL_OR),
            Map.entry("sem", Kind.SEM),
            Map.entry("skewness", Kind.SKEWNESS),
            Map.entry("kurtosis", Kind.KURTOSIS),
            Map.entry("kurtosis_pop", Kind.KURTOSIS_POP),
            Map.entry("covar_samp", Kind.COVAR_SAMP),
            Map.entry("covar_pop", Kind.COVAR_POP),
            Map.entry("corr", Kind.CORR),
            Map.entry("regr_count", Kind.REGR_COUNT),
            Map.entry("regr_avgx", Kind.REGR_AVGX),
            Map.entry("regr_avgy", Kind.REGR_AVGY),
            Map.entry("regr_sxx", Kind.REGR_SXX),
            Map.entry("regr_syy", Kind.REGR_SYY),
            Map.entry("regr_sxy", Kind.REGR_SXY),
            Map.entry("regr_slope", Kind.REGR_SLOPE),
            Map.entry("regr_intercept", Kind.REGR_INTERCEPT),
            Map.entry("regr_r2", Kind.REGR_R2),
            Map.entry("product", Kind.PRODUCT),
            Map.entry("bit_and", Kind.BIT_AND),
            Map.entry("bit_or", Kind.BIT_OR),
            Map.entry("bit_xor", Kind.BIT_XOR),
            Map.entry("mad", Kind.MAD),
            Map.entry("entropy", Kind.ENTROPY)));

    /// The aggregates that are told more than their arguments; they are found elsewhere.
    private static final Map<String, Kind> DETAILED =
            Map.of("approx_quantile", Kind.APPROX_QUANTILE, "histogram", Kind.HISTOGRAM);

    private Aggregates() {}

    static Set<String> names() {
        Set<String> names = new TreeSet<>(KINDS.keySet());
        names.addAll(DETAILED.keySet());
        names.addAll(OrderedAggregates.names());
        names.addAll(ListingAggregates.names());
        return names;
    }

    static Optional<AggregateFunction> find(String name, List<DataType> arguments) {
        Kind kind = KINDS.get(name);
        if (kind == null || arguments.size() > 2) {
            return Optional.empty();
        }
        if (arguments.isEmpty()) {
            return kind == Kind.COUNT
                    ? Optional.of(new AggregateFunction(Kind.COUNT_STAR, List.of(), ScalarType.BIGINT))
                    : Optional.empty();
        }
        return arguments.size() == 1
                ? of(kind, arguments.getFirst())
                : of(kind, known(arguments.get(0), ScalarType.INTEGER), known(arguments.get(1), ScalarType.INTEGER));
    }

    private static Optional<AggregateFunction> of(Kind kind, DataType argument) {
        return switch (kind) {
            case COUNT -> over(kind, known(argument, ScalarType.INTEGER), ScalarType.BIGINT);
            case APPROX_COUNT_DISTINCT, ENTROPY -> {
                DataType result = kind == Kind.ENTROPY ? ScalarType.DOUBLE : ScalarType.BIGINT;
                yield argument instanceof ArrayType
                        ? Optional.empty()
                        : over(kind, known(argument, ScalarType.INTEGER), result);
            }
            case SUM -> sum(known(argument, ScalarType.DOUBLE));
            case AVG,
                    STDDEV_SAMP,
                    STDDEV_POP,
                    VAR_SAMP,
                    VAR_POP,
                    SEM,
                    SKEWNESS,
                    KURTOSIS,
                    KURTOSIS_POP,
                    PRODUCT,
                    MEDIAN,
                    MAD -> moment(kind, argument);
            case BIT_AND, BIT_OR, BIT_XOR -> {
                DataType taken = known(argument, ScalarType.INTEGER);
                yield taken.isInteger() ? over(kind, taken, taken) : Optional.empty();
            }
            case MIN, MAX ->
                argument instanceof ArrayType
                        ? Optional.empty()
                        : over(kind, known(argument, ScalarType.INTEGER), known(argument, ScalarType.INTEGER));
            case BOOL_AND, BOOL_OR ->
                argument == ScalarType.BOOLEAN || argument == ScalarType.NULL
                        ? over(kind, ScalarType.BOOLEAN, ScalarType.BOOLEAN)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<AggregateFunction> of(Kind kind, DataType first, DataType second) {
        return switch (kind) {
            case ARG_MIN, ARG_MAX -> argExtreme(kind, first, second);
            case COVAR_SAMP,
                    COVAR_POP,
                    CORR,
                    REGR_COUNT,
                    REGR_AVGX,
                    REGR_AVGY,
                    REGR_SXX,
                    REGR_SYY,
                    REGR_SXY,
                    REGR_SLOPE,
                    REGR_INTERCEPT,
                    REGR_R2 ->
                first.isNumeric() && second.isNumeric()
                        ? Optional.of(new AggregateFunction(
                                kind,
                                List.of(ScalarType.DOUBLE, ScalarType.DOUBLE),
                                kind == Kind.REGR_COUNT ? ScalarType.BIGINT : ScalarType.DOUBLE))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// Finds approx_quantile and histogram, whose details are known.
    static Optional<AggregateFunction> find(String name, DataType argument, AggregateFunction.Detail detail) {
        Kind kind = DETAILED.get(name);
        DataType taken = known(argument, ScalarType.DOUBLE);
        if (kind == null || !taken.isNumeric()) {
            return Optional.empty();
        }
        DataType result = kind == Kind.HISTOGRAM ? ArrayType.variable(ScalarType.BIGINT) : ScalarType.DOUBLE;
        return Optional.of(new AggregateFunction(kind, List.of(taken), result, Optional.of(detail)));
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
            case INTERVAL -> over(Kind.SUM, scalar, scalar);
            default -> Optional.empty();
        };
    }

    private static Optional<AggregateFunction> moment(Kind kind, DataType argument) {
        DataType taken = known(argument, ScalarType.DOUBLE);
        if (taken == ScalarType.INTERVAL && kind == Kind.AVG) {
            return over(kind, taken, taken);
        }
        return taken.isNumeric() ? over(kind, taken, ScalarType.DOUBLE) : Optional.empty();
    }

    static List<String> signatures(String name) {
        if (ListingAggregates.isListing(name)) {
            return List.of(
                    ListingAggregates.takesSeparator(name)
                            ? name + "(text, separator ORDER BY ...)"
                            : name + "(any ORDER BY ...)");
        }
        return switch (name) {
            case "percentile_cont" -> List.of(name + "(share) WITHIN GROUP (ORDER BY number)");
            case "percentile_disc" -> List.of(name + "(share) WITHIN GROUP (ORDER BY number or time)");
            case "quantile_cont" -> List.of(name + "(number, share)");
            case "quantile_disc", "quantile" -> List.of(name + "(number or time, share)");
            case "mode" -> List.of("mode(any)", "mode() WITHIN GROUP (ORDER BY any)");
            case "approx_quantile" -> List.of(name + "(number, share)");
            case "histogram" -> List.of(name + "(number, low, high, bins)");
            default -> signatures(name, KINDS.get(name));
        };
    }

    private static List<String> signatures(String name, Kind kind) {
        return switch (kind) {
            case COUNT, COUNT_STAR -> List.of("count(*)", "count(any)");
            case MIN, MAX -> List.of(name + "(any)", name + "(any, count)");
            case APPROX_COUNT_DISTINCT, ENTROPY -> List.of(name + "(any)");
            case ARG_MIN, ARG_MAX -> List.of(name + "(any, any)", name + "(any, any, count)");
            case BOOL_AND, BOOL_OR -> List.of(name + "(BOOLEAN)");
            case BIT_AND, BIT_OR, BIT_XOR -> List.of(name + "(integer)");
            default -> List.of(name + (isOfTwo(kind) ? "(y, x)" : "(number)"));
        };
    }

    private static boolean isOfTwo(Kind kind) {
        return kind.compareTo(Kind.COVAR_SAMP) >= 0 && kind.compareTo(Kind.REGR_R2) <= 0;
    }
}
