package org.almagest.exec.evaluate;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.exec.expression.Expression;

/// The obvious meaning of expressions over INTEGER, BIGINT, DOUBLE, VARCHAR and BOOLEAN, one row at
/// a time: what the evaluators are held to.
final class RowInterpreter {
    /// The row's value does not exist: overflow, division by zero, a cast that fails.
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final Batch batch;
    private final int row;

    RowInterpreter(Batch batch, int row) {
        this.batch = batch;
        this.row = row;
    }

    Value evaluate(Expression expression) {
        return switch (expression) {
            case Expression.ColumnRef column -> Cells.get(batch.column(column.index()), row);
            case Expression.Literal literal -> literal.value();
            case Expression.Parameter parameter -> throw new IllegalStateException();
            case Expression.Call call -> call(call);
            case Expression.Cast cast -> cast(cast);
            case Expression.Compare compare -> {
                Value left = evaluate(compare.left());
                Value right = evaluate(compare.right());
                yield left.isNull() || right.isNull()
                        ? Value.NULL
                        : Value.of(holds(compare.comparison(), order(left, right)));
            }
            case Expression.NotDistinct same -> {
                Value left = evaluate(same.left());
                Value right = evaluate(same.right());
                boolean equal =
                        left.isNull() || right.isNull() ? left.isNull() == right.isNull() : order(left, right) == 0;
                yield Value.of(equal != same.negated());
            }
            case Expression.And and -> logical(and.operands(), 0);
            case Expression.Or or -> logical(or.operands(), 1);
            case Expression.Not not -> {
                Value value = evaluate(not.input());
                yield value.isNull() ? value : Value.of(1 - number(value));
            }
            case Expression.IsNull isNull -> Value.of(evaluate(isNull.input()).isNull() != isNull.negated());
            case Expression.InList in -> inList(in);
            case Expression.Like like -> like(like);
            case Expression.Case choice -> choice(choice);
            case Expression.Coalesce coalesce -> {
                for (Expression argument : coalesce.arguments()) {
                    Value value = evaluate(argument);
                    if (!value.isNull()) {
                        yield value;
                    }
                }
                yield Value.NULL;
            }
        };
    }

    private static long number(Value value) {
        return ((Value.OfLong) value).value();
    }

    private static double real(Value value) {
        return ((Value.OfDouble) value).value();
    }

    private static String text(Value value) {
        return ((Value.OfText) value).value();
    }

    private static int order(Value a, Value b) {
        return switch (a) {
            case Value.OfLong x -> Long.compare(x.value(), number(b));
            case Value.OfDouble x -> x.value() == real(b) ? 0 : Double.compare(x.value() + 0.0, real(b) + 0.0);
            case Value.OfText x -> {
                int[] p = x.value().codePoints().toArray();
                yield java.util.Arrays.compare(p, text(b).codePoints().toArray());
            }
            default -> throw new IllegalStateException();
        };
    }

    private static boolean holds(Comparison comparison, int order) {
        return switch (comparison) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_OR_EQUAL -> order >= 0;
        };
    }

    private Value logical(List<Expression> operands, long deciding) {
        boolean unknown = false;
        for (Expression operand : operands) {
            Value value = evaluate(operand);
            if (value.isNull()) {
                unknown = true;
            } else if (number(value) == deciding) {
                return value;
            }
        }
        return unknown ? Value.NULL : Value.of(1 - deciding);
    }

    private Value inList(Expression.InList in) {
        Value value = evaluate(in.input());
        if (value.isNull()) {
            return value;
        }
        boolean unknown = false;
        for (Value element : in.values()) {
            if (element.isNull()) {
                unknown = true;
            } else if (order(value, element) == 0) {
                return Value.of(!in.negated());
            }
        }
        return unknown ? Value.NULL : Value.of(in.negated());
    }

    private Value like(Expression.Like like) {
        Value value = evaluate(like.input());
        Value pattern = evaluate(like.pattern());
        if (value.isNull() || pattern.isNull()) {
            return Value.NULL;
        }
        StringBuilder regex = new StringBuilder();
        String text = text(pattern);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        int flags = Pattern.DOTALL | (like.ignoreCase() ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        boolean matches =
                Pattern.compile(regex.toString(), flags).matcher(text(value)).matches();
        return Value.of(matches != like.negated());
    }

    private Value choice(Expression.Case choice) {
        for (Expression.Branch branch : choice.branches()) {
            Value condition = evaluate(branch.condition());
            if (!condition.isNull() && number(condition) == 1) {
                return evaluate(branch.result());
            }
        }
        return evaluate(choice.otherwise());
    }

    private Value cast(Expression.Cast cast) {
        Value value = evaluate(cast.input());
        if (value.isNull()) {
            return value;
        }
        try {
            return switch ((ScalarType) cast.type()) {
                case INTEGER -> integer(value, 31);
                case BIGINT -> integer(value, 63);
                case DOUBLE -> Value.of(value instanceof Value.OfLong l ? (double) l.value() : real(value));
                case VARCHAR -> Value.of(String.valueOf(number(value)));
                default -> throw new IllegalStateException("not cast here: " + cast.type());
            };
        } catch (Failure failure) {
            if (cast.orNull()) {
                return Value.NULL;
            }
            throw failure;
        }
    }

    private static Value integer(Value value, int bits) {
        BigInteger exact;
        if (value instanceof Value.OfText text) {
            if (!text.value().matches("[-+]?\\d+")) {
                throw new Failure();
            }
            exact = new BigInteger(text.value());
        } else if (value instanceof Value.OfDouble real) {
            if (!Double.isFinite(real.value())) {
                throw new Failure();
            }
            exact = new BigDecimal(Math.rint(real.value())).toBigIntegerExact();
        } else {
            exact = BigInteger.valueOf(number(value));
        }
        if (exact.bitLength() > bits) {
            throw new Failure();
        }
        return Value.of(exact.longValue());
    }

    private Value call(Expression.Call call) {
        Value[] values = new Value[call.arguments().size()];
        boolean anyNull = false;
        for (int i = 0; i < values.length; i++) {
            values[i] = evaluate(call.arguments().get(i));
            anyNull |= values[i].isNull();
        }
        if (anyNull) {
            return Value.NULL;
        }
        return switch (call.function().name()) {
            case "upper" -> Value.of(text(values[0]).toUpperCase(java.util.Locale.ROOT));
            case "length" ->
                Value.of(text(values[0]).codePointCount(0, text(values[0]).length()));
            case "||" -> Value.of(text(values[0]) + text(values[1]));
            default -> arithmetic(call, values[0], values[1]);
        };
    }

    private static Value arithmetic(Expression.Call call, Value a, Value b) {
        String name = call.function().name();
        if (call.type() == ScalarType.DOUBLE) {
            return Value.of(
                    switch (name) {
                        case "+" -> real(a) + real(b);
                        case "-" -> real(a) - real(b);
                        case "*" -> real(a) * real(b);
                        case "/" -> real(a) / real(b);
                        default -> real(a) % real(b);
                    });
        }
        BigInteger x = BigInteger.valueOf(number(a));
        BigInteger y = BigInteger.valueOf(number(b));
        if (y.signum() == 0 && (name.equals("/") || name.equals("%"))) {
            throw new Failure();
        }
        BigInteger exact = switch (name) {
            case "+" -> x.add(y);
            case "-" -> x.subtract(y);
            case "*" -> x.multiply(y);
            case "/" -> x.divide(y);
            default -> x.remainder(y);
        };
        if (exact.bitLength() > (call.type() == ScalarType.INTEGER ? 31 : 63)) {
            throw new Failure();
        }
        return Value.of(exact.longValue());
    }
}
