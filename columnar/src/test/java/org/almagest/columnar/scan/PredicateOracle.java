package org.almagest.columnar.scan;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;

/// Evaluates predicates one value at a time, in the most obvious way: what scans are held to.
public final class PredicateOracle {
    private PredicateOracle() {}

    /// Answers whether a value of a column of type `type` satisfies the predicate.
    public static boolean satisfies(ColumnPredicate predicate, Value value, DataType type) {
        if (predicate instanceof ColumnPredicate.IsNull isNull) {
            return value.isNull() != isNull.negated();
        }
        if (predicate instanceof ColumnPredicate.OrNull(ColumnPredicate accepted)) {
            return value.isNull() || satisfies(accepted, value, type);
        }
        if (value.isNull()) {
            return false;
        }
        return switch (predicate) {
            case ColumnPredicate.IsNull _, ColumnPredicate.OrNull _ -> throw new IllegalStateException();
            case ColumnPredicate.Compare(int column, Comparison comparison, Value other) ->
                !other.isNull() && compares(comparison, compare(value, other, type));
            case ColumnPredicate.Between(int column, Value low, Value high) ->
                compare(value, low, type) >= 0 && compare(value, high, type) <= 0;
            case ColumnPredicate.In in ->
                in.values().stream().anyMatch(each -> !each.isNull() && compare(value, each, type) == 0);
            case ColumnPredicate.Keys(int column, KeySet keys) -> keys.mayContain(((Value.OfLong) value).value());
            case ColumnPredicate.Like like -> like(like, value);
            case ColumnPredicate.RangeSet set ->
                set.ranges().stream().anyMatch(range -> {
                    int fromLow = range.hasLow() ? compare(value, range.low(), type) : 1;
                    int toHigh = range.hasHigh() ? compare(value, range.high(), type) : -1;
                    return (fromLow > 0 || fromLow == 0 && range.includesLow())
                            && (toHigh < 0 || toHigh == 0 && range.includesHigh());
                });
        };
    }

    private static boolean compares(Comparison comparison, int order) {
        return switch (comparison) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    /// Compares as SQL does: NaN above all numbers, -0.0 equal to 0.0, text by bytes, UBIGINT
    /// unsigned.
    public static int compare(Value a, Value b, DataType type) {
        return switch (a) {
            case Value.OfLong(long x) -> {
                long y = ((Value.OfLong) b).value();
                yield type == ScalarType.UBIGINT ? Long.compareUnsigned(x, y) : Long.compare(x, y);
            }
            case Value.OfDouble(double x) -> Double.compare(x + 0.0, ((Value.OfDouble) b).value() + 0.0);
            case Value.OfHuge(BigInteger x) -> x.compareTo(((Value.OfHuge) b).value());
            case Value.OfText(String x) ->
                Arrays.compareUnsigned(
                        x.getBytes(StandardCharsets.UTF_8),
                        ((Value.OfText) b).value().getBytes(StandardCharsets.UTF_8));
            case Value.OfBytes x -> throw new IllegalArgumentException("blobs are compared as text here");
            case Value.OfArray x -> throw new IllegalArgumentException("arrays are not compared");
            case Value.Null x -> throw new IllegalArgumentException("NULL is not compared");
        };
    }

    private static boolean like(ColumnPredicate.Like like, Value value) {
        StringBuilder regex = new StringBuilder();
        int[] characters = like.pattern().codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            boolean escaped = like.escape() != '\0' && characters[i] == like.escape() && i + 1 < characters.length;
            if (escaped) {
                i++;
            }
            if (!escaped && characters[i] == '%') {
                regex.append(".*");
            } else if (!escaped && characters[i] == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(Character.toString(characters[i])));
            }
        }
        boolean matches = Pattern.compile(regex.toString(), Pattern.DOTALL)
                .matcher(((Value.OfText) value).value())
                .matches();
        return matches != like.negated();
    }
}
