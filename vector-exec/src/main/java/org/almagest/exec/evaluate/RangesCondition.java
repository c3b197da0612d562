package org.almagest.exec.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.kernel.FilterKernels;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.expression.Expression;

/// One or several comparisons with constants, all of which must hold. While every row counts they
/// meet as bits, 64 rows a word, and the selection is written once; over a selection they narrow it
/// one by one.
final class RangesCondition implements Condition {
    private final Evaluator[] operands;
    private final RangeTest[] tests;
    private final long[] bits = new long[ColumnVector.BATCH_ROWS / 64];
    private final long[] one = new long[ColumnVector.BATCH_ROWS / 64];

    private RangesCondition(List<Bound> bounds) {
        operands = new Evaluator[bounds.size()];
        tests = new RangeTest[bounds.size()];
        for (int i = 0; i < tests.length; i++) {
            operands[i] = Evaluators.compile(bounds.get(i).operand());
            tests[i] = bounds.get(i).test();
        }
    }

    /// An operand and the range that it must lie in.
    record Bound(Expression operand, RangeTest test) {}

    static Condition of(List<Bound> bounds) {
        return new RangesCondition(bounds);
    }

    /// Answers the bound that a comparison is, where one side is a constant.
    static Optional<Bound> bound(Expression.Compare compare) {
        if (compare.right() instanceof Expression.Literal literal && !(compare.left() instanceof Expression.Literal)) {
            return literal.value().isNull()
                    ? Optional.empty()
                    : RangeTest.of(compare.comparison(), literal.type(), literal.value())
                            .map(test -> new Bound(compare.left(), test));
        }
        if (compare.left() instanceof Expression.Literal && !(compare.right() instanceof Expression.Literal)) {
            return bound(new Expression.Compare(compare.comparison().flipped(), compare.right(), compare.left()));
        }
        return Optional.empty();
    }

    /// Puts neighbouring bounds of columns together. What else a conjunction holds stands for
    /// itself: it may fail for rows that an earlier operand rules out (`b <> 0 AND a / b > 1`).
    static List<Condition> group(List<Expression> operands) {
        List<Condition> steps = new ArrayList<>();
        List<Bound> run = new ArrayList<>();
        for (Expression operand : operands) {
            Optional<Bound> bound = operand instanceof Expression.Compare compare ? bound(compare) : Optional.empty();
            if (bound.isPresent() && bound.get().operand() instanceof Expression.ColumnRef) {
                run.add(bound.get());
            } else {
                flush(run, steps);
                steps.add(Conditions.compile(operand));
            }
        }
        flush(run, steps);
        return steps;
    }

    private static void flush(List<Bound> run, List<Condition> steps) {
        if (!run.isEmpty()) {
            steps.add(of(List.copyOf(run)));
            run.clear();
        }
    }

    @Override
    public void select(Batch batch) {
        int done = batch.hasSelection() ? 0 : selectDense(batch);
        for (int i = done; i < tests.length && batch.size() > 0; i++) {
            selectListed(batch, operands[i].evaluate(batch), tests[i]);
        }
    }

    /// Applies the leading tests to all rows at once; answers how many.
    private int selectDense(Batch batch) {
        int rows = batch.rowCount();
        int words = (rows + 63) >>> 6;
        int done = 0;
        while (done < tests.length) {
            ColumnVector vector = operands[done].evaluate(batch);
            if (vector.isConstant() || vector.capacity() < words << 6) {
                break;
            }
            long[] target = done == 0 ? bits : one;
            tests[done].mark(vector, rows, target);
            meet(target, tests[done].negated(), vector, words, done > 0);
            done++;
        }
        if (done > 0) {
            if ((rows & 63) != 0) {
                bits[words - 1] &= (1L << rows) - 1;
            }
            batch.setSelected(FilterKernels.select(bits, rows, batch.selection()));
        }
        return done;
    }

    private void meet(long[] marked, boolean negated, ColumnVector vector, int words, boolean more) {
        long flip = negated ? -1L : 0L;
        long[] validity = vector.validity();
        boolean nulls = vector.hasNulls();
        for (int word = 0; word < words; word++) {
            long holds = marked[word] ^ flip;
            holds &= nulls ? validity[word] : -1L;
            bits[word] = more ? bits[word] & holds : holds;
        }
    }

    private static void selectListed(Batch batch, ColumnVector vector, RangeTest test) {
        if (vector.isConstant()) {
            // Where it holds, the rows that count are those that did: perhaps all, and no list of them.
            if (vector.isNull(0) || test.keep(vector, LiveRows.every(1), 1, new int[1]) == 0) {
                batch.setSelected(0);
            }
            return;
        }
        Conditions.keepValid(batch, vector);
        batch.setSelected(test.keep(vector, Conditions.rows(batch), batch.size(), batch.selection()));
    }
}
