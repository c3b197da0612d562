package org.almagest.exec.evaluate;

import static org.almagest.exec.evaluate.Expressions.call;
import static org.almagest.exec.evaluate.Expressions.cast;
import static org.almagest.exec.evaluate.Expressions.column;
import static org.almagest.exec.evaluate.Expressions.compare;
import static org.almagest.exec.evaluate.Expressions.literal;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.exec.expression.Expression;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Numeric evaluators and conditions allocate nothing per batch.
final class AllocationTest {
    private static final Expression I = column(0, ScalarType.INTEGER);
    private static final Expression L = column(1, ScalarType.BIGINT);
    private static final Expression D = column(2, ScalarType.DOUBLE);
    private static final Expression M = column(3, new DecimalType(15, 2));
    private static final Expression T = column(4, ScalarType.VARCHAR);
    private static final int BATCHES = 2_000;

    static Stream<Expression> expressions() {
        Expression positive = compare(D, Comparison.GREATER, literal(3.0));
        return Stream.of(
                call("+", call("*", I, literal(3, ScalarType.INTEGER)), I),
                call("/", L, literal(7, ScalarType.BIGINT)),
                call("log10", call("-", D, literal(-1.5))),
                call("exp", call("sin", call("asin", call("cos", D)))),
                call("*", M, call("-", literal(1, ScalarType.INTEGER), M)),
                cast(L, ScalarType.INTEGER),
                new Expression.Case(List.of(new Expression.Branch(positive, D)), literal(0.0), ScalarType.DOUBLE),
                new Expression.Coalesce(List.of(D, literal(0.0)), ScalarType.DOUBLE),
                new Expression.And(List.of(positive, compare(I, Comparison.LESS, literal(500, ScalarType.INTEGER)))),
                new Expression.Or(List.of(
                        positive, new Expression.Not(compare(L, Comparison.EQUAL, cast(I, ScalarType.BIGINT))))),
                new Expression.InList(I, List.of(Value.of(3), Value.of(77)), false),
                new Expression.Like(T, literal("%9%"), '\0', false, false),
                call("length", T));
    }

    private static Batch batch() {
        Batch batch =
                Batch.allocate(Stream.of(I, L, D, M, T).map(Expression::type).toList());
        batch.setRowCount(1024);
        for (int row = 0; row < 1024; row++) {
            Cells.set(batch.column(0), row, Value.of(row));
            Cells.set(batch.column(1), row, Value.of(row * 31L % 1000));
            Cells.set(batch.column(2), row, row % 7 == 0 ? Value.NULL : Value.of(row * 0.37 % 11));
            Cells.set(batch.column(3), row, Value.of(row));
            Cells.set(batch.column(4), row, Value.of("NGC " + row));
        }
        return batch;
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void noBatchAllocates(Expression expression) {
        Batch batch = batch();
        Evaluator evaluator = Evaluators.compile(expression);
        requireNone(() -> evaluator.evaluate(batch));
        if (expression.type() == ScalarType.BOOLEAN) {
            Condition condition = Conditions.compile(expression);
            requireNone(() -> {
                batch.setRowCount(1024);
                condition.select(batch);
            });
        }
    }

    private static void requireNone(Runnable work) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < BATCHES; i++) {
                work.run();
            }
            least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / BATCHES);
        }
        assertTrue(least == 0, "bytes per batch: " + least);
    }
}
