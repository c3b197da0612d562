package org.almagest.exec.function;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;

/// One overload of an aggregate function, such as `avg (DOUBLE)`. How it accumulates is known to
/// the aggregation operator by `kind`.
public record AggregateFunction(Kind kind, List<DataType> argumentTypes, DataType resultType, Optional<Detail> detail) {
    /// What a call says beyond its arguments, the same for all groups.
    public sealed interface Detail {
        /// Which value of an order is meant, by the share of values before it (0 for MODE), and whether
        /// the order is descending.
        record Place(double share, boolean descending) implements Detail {}

        /// Several values of an order, which make an array.
        record Places(List<Double> shares, boolean descending) implements Detail {
            public Places {
                shares = List.copyOf(shares);
            }
        }

        /// A share between 0 and 1, of an approximate quantile.
        record Share(double share) implements Detail {}

        /// How values are listed: whether the second argument is a key to order by, and what stands
        /// between texts (UTF-8).
        record Listing(boolean ordered, String separator) implements Detail {}

        /// How many values are asked for.
        record Limit(int count) implements Detail {}

        /// The integers that the argument may be, both ends included; found out while planning.
        record Domain(long low, long high) implements Detail {}

        /// `count` bins of equal width from `low` to `high`.
        record Bins(double low, double high, int count) implements Detail {}
    }

    public AggregateFunction {
        argumentTypes = List.copyOf(argumentTypes);
        if (detail.isPresent() != kind.hasDetail()) {
            throw new IllegalArgumentException("wrong detail for " + kind + ": " + detail);
        }
    }

    /// Makes an aggregate of which the arguments say everything.
    public AggregateFunction(Kind kind, List<DataType> argumentTypes, DataType resultType) {
        this(kind, argumentTypes, resultType, Optional.empty());
    }

    /// The closed set of aggregates.
    public enum Kind {
        COUNT_STAR("count"),
        COUNT("count"),
        COUNT_DENSE("count"),
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
        SEM("sem"),
        SKEWNESS("skewness"),
        KURTOSIS("kurtosis"),
        KURTOSIS_POP("kurtosis_pop"),
        COVAR_SAMP("covar_samp"),
        COVAR_POP("covar_pop"),
        CORR("corr"),
        REGR_COUNT("regr_count"),
        REGR_AVGX("regr_avgx"),
        REGR_AVGY("regr_avgy"),
        REGR_SXX("regr_sxx"),
        REGR_SYY("regr_syy"),
        REGR_SXY("regr_sxy"),
        REGR_SLOPE("regr_slope"),
        REGR_INTERCEPT("regr_intercept"),
        REGR_R2("regr_r2"),
        PRODUCT("product"),
        BIT_AND("bit_and"),
        BIT_OR("bit_or"),
        BIT_XOR("bit_xor"),
        MEDIAN("median"),
        MAD("mad"),
        ENTROPY("entropy"),
        APPROX_COUNT_DISTINCT("approx_count_distinct"),
        APPROX_QUANTILE("approx_quantile"),
        BOOL_AND("bool_and"),
        BOOL_OR("bool_or"),
        ANY_VALUE("any_value"),
        FIRST("first"),
        LAST("last"),
        STRING_AGG("string_agg"),
        ARRAY_AGG("array_agg"),
        LEAST_ROWS("arg_min"),
        GREATEST_ROWS("arg_max"),
        HISTOGRAM("histogram"),
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

        boolean hasDetail() {
            return switch (this) {
                case COUNT_DENSE,
                        APPROX_QUANTILE,
                        STRING_AGG,
                        ARRAY_AGG,
                        LEAST_ROWS,
                        GREATEST_ROWS,
                        HISTOGRAM,
                        PERCENTILE_CONT,
                        PERCENTILE_DISC,
                        MODE -> true;
                default -> false;
            };
        }

        /// Answers whether the result depends on the order of the rows, so that ORDER BY among the
        /// arguments means something.
        public boolean looksAtOrder() {
            return switch (this) {
                case ANY_VALUE, FIRST, LAST, STRING_AGG, ARRAY_AGG -> true;
                default -> false;
            };
        }

        /// Answers whether the second argument says where a row stands: rows count where that is not
        /// NULL.
        public boolean keepsNulls() {
            return this == FIRST || this == LAST || this == ARRAY_AGG;
        }

        /// Answers whether every value is kept until the end, so that no result can be had before.
        public boolean keepsValues() {
            return switch (this) {
                case MAD, ENTROPY, PERCENTILE_CONT, PERCENTILE_DISC, MODE -> true;
                default -> false;
            };
        }
    }
}
