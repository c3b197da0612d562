package org.almagest.exec.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.expression.Expression;
import org.junit.jupiter.api.Test;

/// Random expressions over random batches against [RowInterpreter].
final class EvaluatorPropertyTest {
    private static final int EXPRESSIONS = 1_500;
    private static final int BATCHES = 4;

    @Test
    void evaluatorsGiveWhatTheInterpreterGives() {
        long seed = Long.getLong("almagest.seed", 1_510L);
        System.out.println("seed " + seed);
        for (int i = 0; i < EXPRESSIONS; i++) {
            Random random = new Random(seed + i);
            RandomExpressions made = new RandomExpressions(random);
            ScalarType type = RandomExpressions.TYPES.get(random.nextInt(RandomExpressions.TYPES.size()));
            Expression expression = made.expression(type, 1 + random.nextInt(3));
            String where = "-Dalmagest.seed=" + (seed + i) + " " + expression;
            Evaluator evaluator = Evaluators.compile(expression);
            for (int b = 0; b < BATCHES; b++) {
                check(expression, evaluator, made.batch(), where);
            }
        }
    }

    private static void check(Expression expression, Evaluator evaluator, Batch batch, String where) {
        List<Value> expected = new ArrayList<>();
        boolean fails = false;
        for (int i = 0; i < batch.size() && !fails; i++) {
            try {
                expected.add(new RowInterpreter(batch, batch.row(i)).evaluate(expression));
            } catch (RowInterpreter.Failure failure) {
                fails = true;
            }
        }
        List<Value> actual = new ArrayList<>();
        try {
            ColumnVector vector = evaluator.evaluate(batch);
            for (int i = 0; i < batch.size(); i++) {
                actual.add(Cells.get(vector, batch.row(i)));
            }
        } catch (AlmagestException wrong) {
            if (!fails) {
                fail(where, wrong);
            }
            return;
        }
        if (fails) {
            fail("no error: " + where);
        }
        assertEquals(expected, actual, where);
    }

    @Test
    void conditionsSelectTheRowsThatAreTrue() {
        long seed = Long.getLong("almagest.seed", 1_510L);
        System.out.println("seed " + seed);
        for (int i = 0; i < EXPRESSIONS; i++) {
            Random random = new Random(seed + i);
            RandomExpressions made = new RandomExpressions(random);
            Expression expression = made.expression(ScalarType.BOOLEAN, 1 + random.nextInt(3));
            String where = "-Dalmagest.seed=" + (seed + i) + " " + expression;
            Condition condition = Conditions.compile(expression);
            for (int b = 0; b < BATCHES; b++) {
                Batch batch = made.batch();
                List<Integer> expected = truths(expression, batch);
                if (expected.contains(-1)) {
                    continue;
                }
                condition.select(batch);
                List<Integer> actual = new ArrayList<>();
                for (int k = 0; k < batch.size(); k++) {
                    actual.add(batch.row(k));
                }
                assertEquals(expected, actual, where);
            }
        }
    }

    /// Answers the rows for which an expression is TRUE, with -1 where a row fails.
    private static List<Integer> truths(Expression expression, Batch batch) {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            try {
                Value value = new RowInterpreter(batch, batch.row(i)).evaluate(expression);
                if (!value.isNull() && ((Value.OfLong) value).value() == 1) {
                    rows.add(batch.row(i));
                }
            } catch (RowInterpreter.Failure failure) {
                rows.add(-1);
            }
        }
        return rows;
    }
}
