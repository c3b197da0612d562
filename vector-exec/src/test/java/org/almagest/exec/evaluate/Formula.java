package org.almagest.exec.evaluate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.TypeNames;
import org.almagest.exec.expression.Expression;

/// Reads the small part of SQL that examples of functions need: literals, `TYPE 'text'`, `x::TYPE`,
/// calls, and infix operators without precedence, from the left.
public final class Formula {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(?<text>'(?:[^']|'')*')|(?<number>\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)"
                    + "|(?<name>[A-Za-z_][A-Za-z_0-9]*)|(?<symbol>::|\\|\\||//|<<|>>|~\\*|[-+*/%^&|#~(),]))");

    private final Matcher tokens;
    private String kind = "";
    private String token = "";

    private Formula(String text) {
        tokens = TOKEN.matcher(text);
        next();
    }

    /// Reads a whole text.
    public static Expression parse(String text) {
        Formula formula = new Formula(text);
        Expression expression = formula.infix();
        if (!formula.kind.isEmpty()) {
            throw new AssertionError("unexpected " + formula.token + " in " + text);
        }
        return expression;
    }

    /// Evaluates a text and writes its value.
    public static String text(String formula) {
        return Expressions.text(parse(formula));
    }

    private void next() {
        kind = "";
        token = "";
        if (tokens.lookingAt()) {
            for (String group : List.of("text", "number", "name", "symbol")) {
                if (tokens.group(group) != null) {
                    kind = group;
                    token = tokens.group(group);
                }
            }
            tokens.region(tokens.end(), tokens.regionEnd());
        } else if (!tokens.hitEnd()) {
            throw new AssertionError("cannot read a formula at " + tokens.regionStart());
        }
    }

    private boolean takes(String symbol) {
        boolean is = kind.equals("symbol") && token.equals(symbol);
        if (is) {
            next();
        }
        return is;
    }

    private Expression infix() {
        Expression left = typed();
        while (kind.equals("symbol") && !token.equals(")") && !token.equals(",")) {
            String operator = token;
            next();
            left = Expressions.call(operator, left, typed());
        }
        return left;
    }

    private Expression typed() {
        Expression value = primary();
        while (takes("::")) {
            value = Expressions.cast(value, type());
        }
        return value;
    }

    private DataType type() {
        StringBuilder name = new StringBuilder(token);
        next();
        if (takes("(")) {
            name.append('(');
            while (!takes(")")) {
                name.append(token);
                next();
            }
            name.append(')');
        }
        return TypeNames.parse(name.toString()).orElseThrow(() -> new AssertionError("no type " + name));
    }

    private Expression primary() {
        String is = kind;
        String text = token;
        next();
        return switch (is) {
            case "text" ->
                Expressions.literal(text.substring(1, text.length() - 1).replace("''", "'"));
            case "number" -> number(text);
            case "name" -> named(text);
            default -> symbol(text);
        };
    }

    private Expression symbol(String text) {
        if (text.equals("-")) {
            Expression operand = typed();
            return operand instanceof Expression.Literal
                    ? new Expression.Literal(Expressions.value(Expressions.call("neg", operand)), operand.type())
                    : Expressions.call("neg", operand);
        }
        if (text.equals("~")) {
            return Expressions.call("bitnot", typed());
        }
        if (!text.equals("(")) {
            throw new AssertionError("unexpected " + text);
        }
        Expression inner = infix();
        if (!takes(")")) {
            throw new AssertionError("missing )");
        }
        return inner;
    }

    private static Expression number(String text) {
        if (text.contains("e")) {
            return Expressions.literal(Double.parseDouble(text));
        }
        BigDecimal value = new BigDecimal(text);
        if (value.scale() == 0) {
            return Expressions.literal(
                    value.longValueExact(),
                    value.unscaledValue().bitLength() > 31 ? ScalarType.BIGINT : ScalarType.INTEGER);
        }
        return Expressions.literal(
                value.unscaledValue().longValueExact(),
                new DecimalType(Math.max(value.precision(), value.scale()), value.scale()));
    }

    private Expression named(String name) {
        String upper = name.toUpperCase(java.util.Locale.ROOT);
        if (upper.equals("NULL")) {
            return Expressions.nothing(ScalarType.NULL);
        }
        if (upper.equals("TRUE") || upper.equals("FALSE")) {
            return Expressions.literal(upper.equals("TRUE"));
        }
        if (kind.equals("text")) {
            Expression text = primary();
            return Expressions.cast(text, TypeNames.parse(upper).orElseThrow());
        }
        List<Expression> arguments = new ArrayList<>();
        if (takes("(")) {
            while (!takes(")")) {
                arguments.add(infix());
                takes(",");
            }
        }
        return Expressions.call(name, arguments.toArray(Expression[]::new));
    }
}
