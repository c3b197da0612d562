package org.almagest.exec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.plan.AggregateCall;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.SortKey;

/// The operators row by row, slow and obviously right.
final class Reference {
    private Reference() {}

    static Value of(Expression expression, List<Value> row) {
        return switch (expression) {
            case Expression.ColumnRef(int index, DataType type) -> row.get(index);
            case Expression.Literal(Value value, DataType type) -> value;
            default -> throw new IllegalArgumentException("not in these tests: " + expression);
        };
    }

    static boolean holds(Expression condition, List<Value> row) {
        if (condition instanceof Expression.And(var operands)) {
            return operands.stream().allMatch(operand -> holds(operand, row));
        }
        return condition instanceof Expression.Compare(var comparison, var left, var right)
                && PlainExpressions.holds(comparison, of(left, row), of(right, row));
    }

    /// One zero, as keys and DISTINCT see it (`Value.OfDouble` has one NaN already).
    static Value key(Value value) {
        return value instanceof Value.OfDouble(double d) && d == 0 ? Value.of(0.0) : value;
    }

    /// Answers groups to aggregates, in the order of first appearance.
    static Map<List<Value>, List<Value>> aggregate(PhysicalPlan.Aggregate plan, List<List<Value>> input) {
        Map<List<Value>, List<List<Value>>> groups = new LinkedHashMap<>();
        if (plan.keys().isEmpty()) {
            groups.put(List.of(), new ArrayList<>());
        }
        for (List<Value> row : input) {
            List<Value> key = plan.keys().stream().map(k -> key(of(k, row))).toList();
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        Map<List<Value>, List<Value>> results = new LinkedHashMap<>();
        groups.forEach((key, rows) -> results.put(
                key,
                plan.aggregates().stream().map(call -> aggregate(call, rows)).toList()));
        return results;
    }

    private static Value aggregate(AggregateCall call, List<List<Value>> rows) {
        List<List<Value>> passing = call.filter().isEmpty()
                ? rows
                : rows.stream().filter(row -> holds(call.filter().get(), row)).toList();
        if (call.arguments().isEmpty()) {
            return Value.of((long) passing.size());
        }
        Expression argument = call.arguments().getFirst();
        if (call.arguments().size() == 2) {
            return argExtreme(call, passing);
        }
        List<Value> values = new ArrayList<>(passing.stream()
                .map(row -> of(argument, row))
                .filter(v -> !v.isNull())
                .toList());
        if (call.distinct()) {
            values = new ArrayList<>(
                    new LinkedHashSet<>(values.stream().map(Reference::key).toList()));
        }
        return aggregate(call, values, argument.type());
    }

    /// Looks for the first row with the least or greatest second argument.
    private static Value argExtreme(AggregateCall call, List<List<Value>> rows) {
        Expression value = call.arguments().getFirst();
        Expression by = call.arguments().get(1);
        int sign = call.function().kind() == AggregateFunction.Kind.ARG_MIN ? 1 : -1;
        Value best = Value.NULL;
        Value bestBy = Value.NULL;
        for (List<Value> row : rows) {
            Value rowBy = of(by, row);
            if (of(value, row).isNull() || rowBy.isNull()) {
                continue;
            }
            if (bestBy.isNull() || sign * compare(rowBy, bestBy, by.type()) < 0) {
                best = of(value, row);
                bestBy = rowBy;
            }
        }
        return best;
    }

    private static Value aggregate(AggregateCall call, List<Value> values, DataType type) {
        var kind = call.function().kind();
        if (values.isEmpty()) {
            return switch (kind) {
                case COUNT, COUNT_STAR, APPROX_COUNT_DISTINCT -> Value.of(0L);
                default -> Value.NULL;
            };
        }
        Comparator<Value> order = (a, b) -> compare(a, b, type);
        return switch (kind) {
            case COUNT_STAR, COUNT -> Value.of((long) values.size());
            case SUM -> sum(values, call.function().resultType());
            case AVG -> Value.of(mean(values));
            case MIN, BOOL_AND -> values.stream().min(order).orElseThrow();
            case MAX, BOOL_OR -> values.stream().max(order).orElseThrow();
            case ANY_VALUE -> values.getFirst();
            case ARG_MIN, ARG_MAX -> throw new IllegalArgumentException("two arguments: " + kind);
            case STDDEV_SAMP -> root(variance(values, 1));
            case STDDEV_POP -> root(variance(values, 0));
            case VAR_SAMP -> variance(values, 1);
            case VAR_POP -> variance(values, 0);
            case MEDIAN ->
                median(values.stream().map(Reference::number).sorted().toList());
            case APPROX_COUNT_DISTINCT ->
                Value.of((long)
                        new LinkedHashSet<>(values.stream().map(Reference::key).toList()).size());
            default -> throw new IllegalArgumentException("compared with DuckDB in sql: " + kind);
        };
    }

    private static double number(Value value) {
        return switch (value) {
            case Value.OfLong(long number) -> number;
            case Value.OfDouble(double number) -> number;
            case Value.OfHuge(BigInteger number) -> number.doubleValue();
            default -> throw new IllegalArgumentException("no number: " + value);
        };
    }

    private static Value sum(List<Value> values, DataType result) {
        if (values.getFirst() instanceof Value.OfDouble) {
            return Value.of(exactSum(values));
        }
        BigInteger sum = BigInteger.ZERO;
        for (Value value : values) {
            sum = sum.add(
                    value instanceof Value.OfHuge(BigInteger big) ? big : BigInteger.valueOf((long) number(value)));
            if (value instanceof Value.OfLong(long number)) {
                sum = sum.subtract(BigInteger.valueOf((long) number(value))).add(BigInteger.valueOf(number));
            }
        }
        return result == ScalarType.BIGINT ? Value.of(sum.longValueExact()) : Value.of(sum);
    }

    private static double exactSum(List<Value> values) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Value value : values) {
            double number = number(value);
            if (!Double.isFinite(number)) {
                return values.stream().mapToDouble(Reference::number).sum();
            }
            sum = sum.add(new BigDecimal(number));
        }
        return sum.doubleValue();
    }

    private static double mean(List<Value> values) {
        if (values.getFirst() instanceof Value.OfDouble) {
            return exactSum(values) / values.size();
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Value value : values) {
            sum = sum.add(
                    value instanceof Value.OfHuge(BigInteger big)
                            ? new BigDecimal(big)
                            : new BigDecimal(((Value.OfLong) value).value()));
        }
        return sum.divide(BigDecimal.valueOf(values.size()), java.math.MathContext.DECIMAL128)
                .doubleValue();
    }

    private static Value variance(List<Value> values, int less) {
        if (values.size() <= less) {
            return Value.NULL;
        }
        double mean = mean(values);
        double squares = values.stream()
                .mapToDouble(v -> (number(v) - mean) * (number(v) - mean))
                .sum();
        return Value.of(squares / (values.size() - less));
    }

    private static Value root(Value variance) {
        return variance instanceof Value.OfDouble(double number) ? Value.of(Math.sqrt(number)) : variance;
    }

    private static Value median(List<Double> sorted) {
        double upper = sorted.get(sorted.size() / 2);
        double lower = sorted.get((sorted.size() - 1) / 2);
        return Value.of(lower == upper || Double.compare(lower, upper) == 0 ? lower : lower + (upper - lower) / 2);
    }

    static int compare(Value a, Value b, DataType type) {
        return switch (a) {
            case Value.OfLong(long x)
            when b instanceof Value.OfLong(long y) ->
                type == ScalarType.UBIGINT ? Long.compareUnsigned(x, y) : Long.compare(x, y);
            case Value.OfDouble(double x)
            when b instanceof Value.OfDouble(double y) -> Double.compare(x + 0.0, y + 0.0);
            case Value.OfHuge(BigInteger x) when b instanceof Value.OfHuge(BigInteger y) -> x.compareTo(y);
            case Value.OfText(String x)
            when b instanceof Value.OfText(String y) ->
                java.util.Arrays.compareUnsigned(
                        x.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        y.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            default -> throw new IllegalArgumentException("not of one type: " + a + ", " + b);
        };
    }

    static List<List<Value>> sorted(List<SortKey> keys, List<List<Value>> input) {
        List<List<Value>> rows = new ArrayList<>(input);
        rows.sort((a, b) -> {
            for (SortKey key : keys) {
                int order = compare(key, of(key.expression(), a), of(key.expression(), b));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        });
        return rows;
    }

    private static int compare(SortKey key, Value a, Value b) {
        if (a.isNull() || b.isNull()) {
            int nullLast = Boolean.compare(a.isNull(), b.isNull());
            return key.nullsFirst() ? -nullLast : nullLast;
        }
        int order = compare(a, b, key.expression().type());
        return key.descending() ? -order : order;
    }

    /// Answers whether two results agree: floats to 1e-12, all else exactly.
    static boolean agree(Value expected, Value actual) {
        if (expected instanceof Value.OfDouble(double a) && actual instanceof Value.OfDouble(double b)) {
            return Double.compare(a + 0.0, b + 0.0) == 0 || Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a));
        }
        return expected.equals(actual);
    }

    static Optional<Expression> none() {
        return Optional.empty();
    }
}
