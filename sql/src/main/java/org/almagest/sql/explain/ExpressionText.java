package org.almagest.sql.explain;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.ValueRange;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.IntervalText;
import org.almagest.columnar.type.IntervalValue;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.AggregateCall;

/// Bound expressions as text that a reader of a plan understands, over the names of the input's
/// columns.
final class ExpressionText {
    /// The most values or ranges that are written out.
    private static final int MOST_LISTED = 5;

    private final List<String> names;

    ExpressionText(List<String> names) {
        this.names = names;
    }

    String of(Expression expression) {
        return switch (expression) {
            case Expression.ColumnRef(int index, var type) -> index < names.size() ? names.get(index) : "#" + index;
            case Expression.Literal(var value, var type) -> literal(value, type);
            case Expression.Parameter(int index, var type) -> "$" + (index + 1);
            case Expression.Call call -> call(call);
            case Expression.Cast(var input, var type, boolean orNull, var place) -> of(input) + "::" + type.sqlName();
            case Expression.Compare(var comparison, var left, var right) ->
                operand(left) + " " + comparison.symbol() + " " + operand(right);
            case Expression.NotDistinct(var left, var right, boolean negated) ->
                operand(left) + (negated ? " IS DISTINCT FROM " : " IS NOT DISTINCT FROM ") + operand(right);
            case Expression.And(var operands) ->
                operands.stream().map(this::operand).collect(Collectors.joining(" AND "));
            case Expression.Or(var operands) ->
                operands.stream().map(this::operand).collect(Collectors.joining(" OR "));
            case Expression.Not(var input) -> "NOT " + operand(input);
            case Expression.IsNull(var input, boolean negated) ->
                operand(input) + (negated ? " IS NOT NULL" : " IS NULL");
            case Expression.InList(var input, var values, boolean negated) ->
                operand(input) + (negated ? " NOT IN (" : " IN (") + list(values, input.type()) + ")";
            case Expression.Like(var input, var pattern, char escape, boolean ignoreCase, boolean negated) ->
                operand(input) + (negated ? " NOT" : "") + (ignoreCase ? " ILIKE " : " LIKE ") + of(pattern);
            case Expression.Case(var branches, var otherwise, var type) -> caseText(branches, otherwise);
            case Expression.Coalesce(var arguments, var type) -> "coalesce(" + list(arguments) + ")";
        };
    }

    String of(AggregateCall call) {
        String name = call.function().kind().sqlName();
        String arguments = call.arguments().isEmpty() ? "*" : list(call.arguments());
        String filter = call.filter().map(f -> " FILTER (WHERE " + of(f) + ")").orElse("");
        return name + "(" + (call.distinct() ? "DISTINCT " : "") + arguments + ")" + filter;
    }

    String of(ColumnPredicate predicate, DataType type) {
        String name = names.get(predicate.column());
        return switch (predicate) {
            case ColumnPredicate.Compare(int c, var comparison, var value) ->
                name + " " + comparison.symbol() + " " + literal(value, type);
            case ColumnPredicate.Between(int c, var low, var high) ->
                name + " BETWEEN " + literal(low, type) + " AND " + literal(high, type);
            case ColumnPredicate.In(int c, var values) -> name + " IN (" + list(values, type) + ")";
            case ColumnPredicate.IsNull(int c, boolean negated) -> name + (negated ? " IS NOT NULL" : " IS NULL");
            case ColumnPredicate.OrNull(var accepted) -> "(" + of(accepted, type) + " OR " + name + " IS NULL)";
            case ColumnPredicate.Like(int c, var pattern, char escape, boolean negated) ->
                name + (negated ? " NOT LIKE '" : " LIKE '") + pattern + "'";
            case ColumnPredicate.Keys _ -> name + " among the keys of a join";
            case ColumnPredicate.RangeSet(int c, var ranges) -> name + " in " + ranges(ranges, type);
        };
    }

    /// Writes ranges with the brackets of intervals: `[` and `]` stand beside ends that count.
    private static String ranges(List<ValueRange> ranges, DataType type) {
        String some = ranges.stream()
                .limit(MOST_LISTED)
                .map(range -> range(range, type))
                .collect(Collectors.joining(" or "));
        int more = ranges.size() - MOST_LISTED;
        return more > 0 ? some + " or ... " + more + " more ranges" : some;
    }

    private static String range(ValueRange range, DataType type) {
        if (range.isPoint()) {
            return literal(range.low(), type);
        }
        String low = range.hasLow() ? (range.includesLow() ? "[" : "(") + literal(range.low(), type) : "(...";
        String high = range.hasHigh() ? literal(range.high(), type) + (range.includesHigh() ? "]" : ")") : "...)";
        return low + ", " + high;
    }

    private String operand(Expression expression) {
        boolean compound = expression instanceof Expression.And
                || expression instanceof Expression.Or
                || expression instanceof Expression.Not
                || expression instanceof Expression.Compare
                || expression instanceof Expression.Call call
                        && isOperator(call.function().name());
        return compound ? "(" + of(expression) + ")" : of(expression);
    }

    private static boolean isOperator(String name) {
        return !name.isEmpty() && !Character.isLetter(name.charAt(0)) && name.charAt(0) != '_';
    }

    private String call(Expression.Call call) {
        String name = call.function().name();
        if (name.equals("neg")) {
            return "-" + operand(call.arguments().getFirst());
        }
        if (isOperator(name)) {
            return call.arguments().stream().map(this::operand).collect(Collectors.joining(" " + name + " "));
        }
        return name + "(" + list(call.arguments()) + ")";
    }

    private String list(List<Expression> expressions) {
        return expressions.stream().map(this::of).collect(Collectors.joining(", "));
    }

    private static String list(List<Value> values, DataType type) {
        String some =
                values.stream().limit(MOST_LISTED).map(v -> literal(v, type)).collect(Collectors.joining(", "));
        return values.size() > MOST_LISTED ? some + ", ... " + (values.size() - MOST_LISTED) + " more" : some;
    }

    private String caseText(List<Expression.Branch> branches, Expression otherwise) {
        return branches.stream()
                .map(b -> " WHEN " + of(b.condition()) + " THEN " + of(b.result()))
                .collect(Collectors.joining("", "CASE", " ELSE " + of(otherwise) + " END"));
    }

    static String literal(Value value, DataType type) {
        return switch (value) {
            case Value.Null nothing -> "NULL";
            case Value.OfLong(long number) when type == ScalarType.BOOLEAN -> number != 0 ? "true" : "false";
            case Value.OfLong(long number) when type == ScalarType.UBIGINT -> Long.toUnsignedString(number);
            case Value.OfLong(long number)
            when type instanceof DecimalType d -> new BigDecimal(BigInteger.valueOf(number), d.scale()).toPlainString();
            case Value.OfLong(long number)
            when type == ScalarType.DATE -> "'" + java.time.LocalDate.ofEpochDay(number) + "'";
            case Value.OfLong(long number) -> Long.toString(number);
            case Value.OfHuge(var number)
            when type == ScalarType.INTERVAL -> "'" + IntervalText.of(IntervalValue.ofNumber(number)) + "'";
            case Value.OfHuge(var number) ->
                new BigDecimal(number, type instanceof DecimalType d ? d.scale() : 0).toPlainString();
            case Value.OfDouble(double number) when type == ScalarType.REAL -> Float.toString((float) number);
            case Value.OfDouble(double number) -> Double.toString(number);
            case Value.OfText(var text) -> "'" + text.replace("'", "''") + "'";
            case Value.OfBytes bytes -> "a BLOB";
            case Value.OfArray array -> "an array";
        };
    }
}
