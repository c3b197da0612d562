package org.almagest.exec.function;

import java.util.List;
import org.almagest.columnar.type.DataType;

/// One overload of an aggregate function, such as `avg (DOUBLE)`. How it accumulates is known to
/// the aggregation operator by `kind`.
public record AggregateFunction(Kind kind, List<DataType> argumentTypes, DataType resultType) {
    public AggregateFunction {
        argumentTypes = List.copyOf(argumentTypes);
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
        ANY_VALUE("any_value");

        private final String sqlName;

        Kind(String sqlName) {
            this.sqlName = sqlName;
        }

        public String sqlName() {
            return sqlName;
        }
    }
}
