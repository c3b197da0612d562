package org.almagest.exec.aggregate;

import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.plan.AggregateCall;

/// Chooses how an aggregate is accumulated.
final class Accumulators {
    private Accumulators() {}

    static Accumulator of(AggregateCall call) {
        Accumulator plain = of(call.function());
        boolean distinct = call.distinct() && matters(call.function().kind());
        return distinct
                ? new DistinctAccumulator(plain, call.arguments().getFirst().type())
                : plain;
    }

    /// Answers whether DISTINCT changes the result.
    private static boolean matters(AggregateFunction.Kind kind) {
        return switch (kind) {
            case COUNT,
                    SUM,
                    AVG,
                    STDDEV_SAMP,
                    STDDEV_POP,
                    VAR_SAMP,
                    VAR_POP,
                    MEDIAN,
                    PERCENTILE_CONT,
                    PERCENTILE_DISC,
                    MODE -> true;
            case COUNT_STAR, MIN, MAX, ARG_MIN, ARG_MAX, APPROX_COUNT_DISTINCT, BOOL_AND, BOOL_OR, ANY_VALUE -> false;
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
            case ARG_MIN, ARG_MAX ->
                new ArgExtremeAccumulator(
                        function.kind() == AggregateFunction.Kind.ARG_MIN,
                        argument(function),
                        function.argumentTypes().get(1));
            case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP -> new MomentsAccumulator(function.kind());
            case MEDIAN -> new MedianAccumulator(function.resultType());
            case APPROX_COUNT_DISTINCT -> new ApproximateDistinctAccumulator();
            case PERCENTILE_CONT, PERCENTILE_DISC, MODE -> new OrderedAccumulator(function);
        };
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
