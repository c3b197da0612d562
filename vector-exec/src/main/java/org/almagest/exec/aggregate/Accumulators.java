package org.almagest.exec.aggregate;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.AggregateFunction.Detail;
import org.almagest.exec.function.AggregateFunction.Kind;
import org.almagest.exec.plan.AggregateCall;

/// Chooses how an aggregate is accumulated.
final class Accumulators {
    private Accumulators() {}

    static Accumulator of(AggregateCall call) {
        AggregateFunction function = call.function();
        boolean listing = function.kind() == Kind.ARRAY_AGG || function.kind() == Kind.STRING_AGG;
        if (listing) {
            return new ListAccumulator(function, call.distinct());
        }
        Accumulator plain = of(function);
        return call.distinct() && matters(function.kind())
                ? new DistinctAccumulator(plain, call.arguments().getFirst().type())
                : plain;
    }

    /// Answers whether DISTINCT changes the result.
    private static boolean matters(Kind kind) {
        return switch (kind) {
            case COUNT_STAR,
                    COUNT_DENSE,
                    MIN,
                    MAX,
                    ARG_MIN,
                    ARG_MAX,
                    BIT_AND,
                    BIT_OR,
                    APPROX_COUNT_DISTINCT,
                    BOOL_AND,
                    BOOL_OR,
                    ANY_VALUE,
                    FIRST,
                    LAST -> false;
            default -> true;
        };
    }

    private static Accumulator of(AggregateFunction function) {
        return switch (function.kind()) {
            case COUNT_STAR, COUNT -> new CountAccumulator();
            case SUM -> sum(function, false);
            case AVG -> sum(function, true);
            case MIN, BOOL_AND -> extreme(argument(function), Extreme.LEAST);
            case MAX, BOOL_OR -> extreme(argument(function), Extreme.GREATEST);
            case ANY_VALUE -> extreme(argument(function), Extreme.FIRST);
            case ARG_MIN, ARG_MAX, FIRST, LAST ->
                new ArgExtremeAccumulator(
                        function.kind(),
                        argument(function),
                        function.argumentTypes().get(1));
            case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP, SEM -> new MomentsAccumulator(function.kind());
            case SKEWNESS, KURTOSIS, KURTOSIS_POP -> new ShapeAccumulator(function.kind());
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
                    REGR_R2 -> new CoMomentsAccumulator(function.kind());
            case PRODUCT -> new ProductAccumulator();
            case BIT_AND, BIT_OR, BIT_XOR -> new BitsAccumulator(function.kind());
            case MEDIAN -> new MedianAccumulator(function.resultType());
            case MAD -> new DeviationAccumulator();
            case ENTROPY -> new FrequencyAccumulator(FrequencyAccumulator.Result.ENTROPY, argument(function));
            case APPROX_COUNT_DISTINCT -> new ApproximateDistinctAccumulator();
            case COUNT_DENSE, APPROX_QUANTILE, LEAST_ROWS, GREATEST_ROWS, HISTOGRAM -> detailed(function);
            case PERCENTILE_CONT, PERCENTILE_DISC -> new OrderedAccumulator(function);
            case MODE -> mode(function);
            case STRING_AGG, ARRAY_AGG -> new ListAccumulator(function, false);
        };
    }

    private static Accumulator detailed(AggregateFunction function) {
        return switch (function.detail().orElseThrow()) {
            case Detail.Share(double share) -> new ApproximateQuantileAccumulator(share);
            case Detail.Limit(int count) -> new BestRowsAccumulator(count);
            case Detail.Bins bins -> new HistogramAccumulator(bins);
            case Detail.Domain domain -> new DenseCountAccumulator(domain);
            case Detail.Place _, Detail.Places _, Detail.Listing _ ->
                throw new IllegalArgumentException("wrong detail: " + function);
        };
    }

    private static Accumulator mode(AggregateFunction function) {
        PhysicalType physical = argument(function).physical();
        if (physical != PhysicalType.BYTES && physical != PhysicalType.HUGE) {
            return new OrderedAccumulator(function);
        }
        Detail.Place place = (Detail.Place) function.detail().orElseThrow();
        return new FrequencyAccumulator(
                place.descending() ? FrequencyAccumulator.Result.LAST_MODE : FrequencyAccumulator.Result.FIRST_MODE,
                argument(function));
    }

    private static DataType argument(AggregateFunction function) {
        return function.argumentTypes().getFirst();
    }

    private static Accumulator sum(AggregateFunction function, boolean average) {
        return argument(function).isFloating()
                ? new DoubleSumAccumulator(average)
                : new IntegerSumAccumulator(argument(function), function.resultType(), average);
    }

    private static Accumulator extreme(DataType type, Extreme extreme) {
        PhysicalType physical = type.physical();
        return switch (physical) {
            case BOOLEAN, INT, LONG -> new IntegerExtremeAccumulator(extreme, type);
            case FLOAT, DOUBLE -> new DoubleExtremeAccumulator(extreme);
            case HUGE -> new HugeExtremeAccumulator(extreme);
            case BYTES -> new TextExtremeAccumulator(extreme);
            case ARRAY ->
                throw AlmagestException.of(SqlState.FEATURE_NOT_SUPPORTED, "min, max and any_value do not take arrays")
                        .hint("take the aggregate of an element");
        };
    }
}
