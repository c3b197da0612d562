package org.almagest.exec.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.columnar.vector.TextDictionary;
import org.almagest.exec.expression.Expression;

/// Makes expressions and batches at random: columns 0 to 9, two of each type, of which one is
/// sometimes constant, the text ones sometimes in dictionary form.
final class RandomExpressions {
    static final List<ScalarType> TYPES =
            List.of(ScalarType.INTEGER, ScalarType.BIGINT, ScalarType.DOUBLE, ScalarType.VARCHAR, ScalarType.BOOLEAN);
    private static final String[] TEXTS = {"", "a", "b", "ab", "ba", "aab", "äb", "ä", "7", "-12", "x%y", "aXb"};
    private static final double[] REALS = {
        0.0, -0.0, 1.5, 2.5, -3, 1e300, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 7
    };

    private final Random random;

    RandomExpressions(Random random) {
        this.random = random;
    }

    Batch batch() {
        List<DataType> types = new ArrayList<>();
        for (ScalarType type : TYPES) {
            types.add(type);
            types.add(type);
        }
        Batch batch = Batch.allocate(types);
        int rows = 1 + random.nextInt(random.nextInt(10) == 0 ? 1024 : 40);
        batch.setRowCount(rows);
        for (int i = 0; i < types.size(); i++) {
            fill(batch.column(i), (ScalarType) types.get(i), rows);
        }
        if (random.nextInt(3) > 0) {
            int count = 0;
            int density = 1 + random.nextInt(9);
            for (int row = 0; row < rows; row++) {
                if (random.nextInt(10) < density) {
                    batch.selection()[count++] = row;
                }
            }
            batch.setSelected(count);
        }
        return batch;
    }

    private void fill(ColumnVector vector, ScalarType type, int rows) {
        if (random.nextInt(6) == 0) {
            Cells.set(vector, 0, random.nextInt(5) == 0 ? Value.NULL : value(type));
            vector.setConstant(true);
            return;
        }
        boolean nulls = random.nextBoolean();
        if (vector instanceof TextColumnVector text && random.nextBoolean()) {
            dictionary(text, rows, nulls);
            return;
        }
        for (int row = 0; row < rows; row++) {
            Cells.set(vector, row, nulls && random.nextInt(4) == 0 ? Value.NULL : value(type));
        }
    }

    private void dictionary(TextColumnVector text, int rows, boolean nulls) {
        TextColumnVector entries = new TextColumnVector(TEXTS.length);
        for (int i = 0; i < TEXTS.length; i++) {
            entries.append(i, TEXTS[i]);
        }
        text.useDictionary(new TextDictionary(entries.bytes(), entries.offsets(), TEXTS.length));
        for (int row = 0; row < rows; row++) {
            text.codes()[row] = random.nextInt(TEXTS.length);
            if (nulls && random.nextInt(4) == 0) {
                text.codes()[row] = 0;
                text.setNull(row);
            }
        }
    }

    Value value(ScalarType type) {
        return switch (type) {
            case INTEGER -> Value.of(random.nextInt(8) == 0 ? random.nextInt() : (long) random.nextInt(9) - 3);
            case BIGINT -> Value.of(random.nextInt(8) == 0 ? random.nextLong() : (long) random.nextInt(9) - 3);
            case DOUBLE -> Value.of(REALS[random.nextInt(REALS.length)]);
            case VARCHAR -> Value.of(TEXTS[random.nextInt(TEXTS.length)]);
            case BOOLEAN -> Value.of(random.nextBoolean());
            default -> throw new IllegalStateException();
        };
    }

    Expression expression(ScalarType type, int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return leaf(type);
        }
        return switch (random.nextInt(8)) {
            case 0 -> choice(type, depth - 1);
            case 1 -> new Expression.Coalesce(List.of(expression(type, depth - 1), expression(type, depth - 1)), type);
            default -> operation(type, depth - 1);
        };
    }

    private Expression leaf(ScalarType type) {
        return random.nextInt(4) == 0
                ? new Expression.Literal(random.nextInt(5) == 0 ? Value.NULL : value(type), type)
                : new Expression.ColumnRef(2 * TYPES.indexOf(type) + random.nextInt(2), type);
    }

    private Expression choice(ScalarType type, int depth) {
        List<Expression.Branch> branches = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            branches.add(new Expression.Branch(expression(ScalarType.BOOLEAN, depth), expression(type, depth)));
        }
        return new Expression.Case(branches, expression(type, depth), type);
    }

    private Expression operation(ScalarType type, int depth) {
        return switch (type) {
            case INTEGER, BIGINT, DOUBLE -> number(type, depth);
            case VARCHAR ->
                switch (random.nextInt(3)) {
                    case 0 -> Expressions.call("upper", expression(type, depth));
                    case 1 -> Expressions.call("||", expression(type, depth), expression(type, depth));
                    default -> new Expression.Cast(expression(ScalarType.BIGINT, depth), type, false);
                };
            default -> condition(depth);
        };
    }

    private Expression number(ScalarType type, int depth) {
        if (random.nextInt(4) == 0) {
            List<ScalarType> from = type == ScalarType.DOUBLE
                    ? List.of(ScalarType.INTEGER, ScalarType.BIGINT)
                    : List.of(ScalarType.INTEGER, ScalarType.BIGINT, ScalarType.DOUBLE, ScalarType.VARCHAR);
            ScalarType source = from.get(random.nextInt(from.size()));
            boolean orNull = random.nextInt(3) > 0;
            return source == type ? leaf(type) : new Expression.Cast(expression(source, depth), type, orNull);
        }
        if (type == ScalarType.BIGINT && random.nextInt(4) == 0) {
            return Expressions.call("length", expression(ScalarType.VARCHAR, depth));
        }
        String[] operators = {"+", "-", "*", "/", "%"};
        return Expressions.call(
                operators[random.nextInt(operators.length)], expression(type, depth), expression(type, depth));
    }

    private Expression condition(int depth) {
        ScalarType type = TYPES.get(random.nextInt(TYPES.size()));
        return switch (random.nextInt(9)) {
            case 0 -> new Expression.And(conditions(depth));
            case 1 -> new Expression.Or(conditions(depth));
            case 2 -> new Expression.Not(expression(ScalarType.BOOLEAN, depth));
            case 3 -> new Expression.IsNull(expression(type, depth), random.nextBoolean());
            case 4 -> {
                List<Value> values = new ArrayList<>();
                for (int i = 0; i < 1 + random.nextInt(4); i++) {
                    values.add(random.nextInt(8) == 0 ? Value.NULL : value(type));
                }
                yield new Expression.InList(expression(type, depth), values, random.nextBoolean());
            }
            case 5 -> {
                Expression input = expression(ScalarType.VARCHAR, depth);
                yield new Expression.Like(input, pattern(), '\0', random.nextInt(3) == 0, random.nextBoolean());
            }
            case 6 ->
                new Expression.NotDistinct(expression(type, depth), expression(type, depth), random.nextBoolean());
            default -> {
                Comparison[] comparisons = Comparison.values();
                yield new Expression.Compare(
                        comparisons[random.nextInt(comparisons.length)],
                        expression(type, depth),
                        expression(type, depth));
            }
        };
    }

    private List<Expression> conditions(int depth) {
        List<Expression> operands = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(2); i++) {
            operands.add(expression(ScalarType.BOOLEAN, depth));
        }
        return operands;
    }

    private Expression pattern() {
        if (random.nextInt(4) == 0) {
            return new Expression.ColumnRef(2 * TYPES.indexOf(ScalarType.VARCHAR), ScalarType.VARCHAR);
        }
        StringBuilder pattern = new StringBuilder();
        String letters = "ab%_äX";
        for (int i = random.nextInt(5); i > 0; i--) {
            pattern.append(letters.charAt(random.nextInt(letters.length())));
        }
        return Expressions.literal(pattern.toString());
    }
}
