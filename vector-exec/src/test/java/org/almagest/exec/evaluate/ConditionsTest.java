package org.almagest.exec.evaluate;

import static org.almagest.exec.evaluate.Expressions.call;
import static org.almagest.exec.evaluate.Expressions.column;
import static org.almagest.exec.evaluate.Expressions.compare;
import static org.almagest.exec.evaluate.Expressions.literal;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.expression.Expression;
import org.junit.jupiter.api.Test;

final class ConditionsTest {
    private static final List<DataType> TYPES = List.of(
            ScalarType.BOOLEAN,
            ScalarType.INTEGER,
            ScalarType.BIGINT,
            ScalarType.UBIGINT,
            ScalarType.REAL,
            ScalarType.DOUBLE,
            ScalarType.DATE,
            new DecimalType(30, 2));

    private static List<Value> extremes(DataType type) {
        return switch (type.physical()) {
            case BOOLEAN -> List.of(Value.of(0), Value.of(1));
            case INT -> List.of(Value.of(Integer.MIN_VALUE), Value.of(-1), Value.of(0), Value.of(Integer.MAX_VALUE));
            case LONG -> List.of(Value.of(Long.MIN_VALUE), Value.of(-1), Value.of(0), Value.of(Long.MAX_VALUE));
            case FLOAT, DOUBLE ->
                List.of(
                        Value.of(Double.NEGATIVE_INFINITY),
                        Value.of(-1.5),
                        Value.of(-0.0),
                        Value.of(0.0),
                        Value.of((double) Float.MIN_VALUE),
                        Value.of(Double.POSITIVE_INFINITY),
                        Value.of(Double.NaN));
            default ->
                List.of(
                        Value.of(BigInteger.ONE.shiftLeft(100).negate()),
                        Value.of(BigInteger.ONE.negate()),
                        Value.of(BigInteger.ZERO),
                        Value.of(BigInteger.ONE.shiftLeft(64)),
                        Value.of(BigInteger.ONE.shiftLeft(100)));
        };
    }

    private static Batch batch(DataType type, Random random) {
        Batch batch = Batch.allocate(List.of(type, type));
        batch.setRowCount(1 + random.nextInt(200));
        List<Value> values = extremes(type);
        for (int column = 0; column < 2; column++) {
            for (int row = 0; row < batch.rowCount(); row++) {
                boolean isNull = random.nextInt(5) == 0;
                Cells.set(batch.column(column), row, isNull ? Value.NULL : values.get(random.nextInt(values.size())));
            }
        }
        if (random.nextBoolean()) {
            int count = 0;
            for (int row = random.nextInt(3); row < batch.rowCount(); row += 1 + random.nextInt(3)) {
                batch.selection()[count++] = row;
            }
            batch.setSelected(count);
        }
        return batch;
    }

    /// A computed column may be one value for a whole batch, of which every row still counts.
    @Test
    void aConstantOperandKeepsAllRowsOrNone() {
        for (DataType type : List.of(ScalarType.INTEGER, ScalarType.BIGINT, ScalarType.DOUBLE)) {
            for (boolean holds : new boolean[] {true, false}) {
                Batch batch = Batch.allocate(List.of(type));
                batch.setRowCount(5);
                Cells.set(batch.column(0), 0, extremes(type).get(holds ? 2 : 1));
                batch.column(0).setConstant(true);
                Expression condition = compare(
                        column(0, type),
                        Comparison.GREATER,
                        new Expression.Literal(extremes(type).get(1), type));
                Conditions.compile(condition).select(batch);
                assertEquals(holds ? 5 : 0, batch.size());
                for (int i = 0; i < batch.size(); i++) {
                    assertEquals(i, batch.row(i));
                }
            }
        }
    }

    @Test
    void comparisonsOfEveryTypeFollowTheOrderOfValues() {
        Random random = new Random(7);
        for (DataType type : TYPES) {
            for (Comparison comparison : Comparison.values()) {
                for (Value constant : extremes(type)) {
                    Expression literal = new Expression.Literal(constant, type);
                    check(compare(column(0, type), comparison, literal), batch(type, random));
                    check(compare(literal, comparison, column(0, type)), batch(type, random));
                    check(compare(column(0, type), comparison, column(1, type)), batch(type, random));
                }
            }
        }
    }

    private static void check(Expression comparison, Batch batch) {
        Expression.Compare compare = (Expression.Compare) comparison;
        List<Integer> expected = new ArrayList<>();
        ColumnVector left = Evaluators.compile(compare.left()).evaluate(batch);
        ColumnVector right = Evaluators.compile(compare.right()).evaluate(batch);
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.row(i);
            if (!left.isNull(row) && !right.isNull(row)) {
                int order = RowOrder.compare(compare.left().type(), left, row, right, row);
                boolean holds = switch (compare.comparison()) {
                    case EQUAL -> order == 0;
                    case NOT_EQUAL -> order != 0;
                    case LESS -> order < 0;
                    case LESS_OR_EQUAL -> order <= 0;
                    case GREATER -> order > 0;
                    case GREATER_OR_EQUAL -> order >= 0;
                };
                if (holds) {
                    expected.add(row);
                }
            }
        }
        ColumnVector truth = Evaluators.compile(comparison).evaluate(batch);
        List<Integer> trueRows = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            if (Cells.get(truth, batch.row(i)).equals(Value.of(true))) {
                trueRows.add(batch.row(i));
            }
        }
        assertEquals(expected, trueRows, comparison.toString());
        assertEquals(expected, selected(comparison, batch), comparison.toString());
    }

    private static List<Integer> selected(Expression condition, Batch batch) {
        Conditions.compile(condition).select(batch);
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            rows.add(batch.row(i));
        }
        return rows;
    }

    @Test
    void anEarlierConditionGuardsALaterOne() {
        ScalarType type = ScalarType.INTEGER;
        Batch batch = Expressions.batch(type, Value.of(0), Value.of(2), Value.of(9), Value.NULL);
        Expression guard = compare(column(0, type), Comparison.NOT_EQUAL, literal(0, type));
        Expression quotient = call("/", literal(6, type), column(0, type));
        Expression guarded = compare(quotient, Comparison.GREATER, literal(1, type));
        assertEquals(List.of(1), selected(new Expression.And(List.of(guard, guarded)), batch));
    }

    @Test
    void threeValuedLogicKeepsItsTables() {
        String[] and = {"TTT", "TFF", "TNN", "FTF", "FFF", "FNF", "NTN", "NFF", "NNN"};
        String[] or = {"TTT", "TFT", "TNT", "FTT", "FFF", "FNN", "NTT", "NFN", "NNN"};
        for (String row : and) {
            assertEquals(truth(row.charAt(2)), both(row, true), "AND " + row);
        }
        for (String row : or) {
            assertEquals(truth(row.charAt(2)), both(row, false), "OR " + row);
        }
        assertEquals(truth('N'), Expressions.value(new Expression.Not(operand('N'))));
        assertEquals(truth('F'), Expressions.value(new Expression.Not(operand('T'))));
    }

    private static Value both(String row, boolean and) {
        List<Expression> operands = List.of(operand(row.charAt(0)), operand(row.charAt(1)));
        return Expressions.value(and ? new Expression.And(operands) : new Expression.Or(operands));
    }

    private static Value truth(char letter) {
        return letter == 'N' ? Value.NULL : Value.of(letter == 'T');
    }

    private static Expression operand(char letter) {
        return new Expression.Literal(truth(letter), ScalarType.BOOLEAN);
    }
}
