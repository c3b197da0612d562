package org.almagest.exec.function;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;

/// One overload of an aggregate function, such as `avg (DOUBLE)`. How it accumulates is known to
/// the aggregation operator by `kind`.
public record AggregateFunction(Kind kind, List<DataType> argumentTypes, DataType resultType, Optional<Place> place) {
    /// Which value of an order is meant, by the share of values before it (0 for MODE), and whether the
    /// order is descending.
    public record Place(double share, boolean descending) {}

    public AggregateFunction {
        argumentTypes = List.copyOf(argumentTypes);
        boolean ordered = kind == Kind.PERCENTILE_CONT || kind == Kind.PERCENTILE_DISC || kind == Kind.MODE;
        if (place.isPresent() != ordered) {
            throw new IllegalArgumentException("a place belongs to an aggregate of an order: " + kind);
        }
    }

    /// Makes an aggregate to which the order of the rows does not matter.
    public AggregateFunction(Kind kind, List<DataType> argumentTypes, DataType resultType) {
        this(kind, argumentTypes, resultType, Optional.empty());
    }

    /// The closed set of aggregates.
    public enum Kind {
        COUNT_STAR("count"),
        COUNT("count"),
        SUM("sum"),
        AVG("avg"),
        MIN("min"),
        MAX("max"),
        ARG_MIN("arg_min"),
        ARG_MAX("arg_max"),
        STDDEV_SAMP("stddev"),
        STDDEV_POP("stddev_pop"),
        VAR_SAMP("variance"),
        VAR_POP("var_pop"),
        MEDIAN("median"),
        APPROX_COUNT_DISTINCT("approx_count_distinct"),
        BOOL_AND("bool_and"),
        BOOL_OR("bool_or"),
        ANY_VALUE("any_value"),
        PERCENTILE_CONT("percentile_cont"),
        PERCENTILE_DISC("percentile_disc"),
        MODE("mode");

        private final String sqlName;

        Kind(String sqlName) {
            this.sqlName = sqlName;
        }

        public String sqlName() {
            return sqlName;
        }
    }
}
