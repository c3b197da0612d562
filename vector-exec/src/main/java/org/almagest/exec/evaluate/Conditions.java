package org.almagest.exec.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.kernel.ScalarSelect;

/// Compiles boolean expressions to filters. Each call makes a fresh one, for one thread.
///
/// Conjunctions narrow the selection step by step; negations are pushed to the comparisons (De
/// Morgan's laws hold in three-valued logic, and a negated comparison of NULL is NULL as well).
public final class Conditions {
    private Conditions() {}

    public static Condition compile(Expression expression) {
        return switch (expression) {
            case Expression.And and -> conjunction(and.operands(), false);
            case Expression.Or or -> disjunction(or.operands(), false);
            case Expression.Not not -> negated(not.input());
            case Expression.Compare compare -> comparison(compare);
            case Expression.IsNull isNull -> new NullCondition(Evaluators.compile(isNull.input()), isNull.negated());
            default -> TruthOf.of(Evaluators.compile(expression), false);
        };
    }

    /// Compiles NOT expression.
    private static Condition negated(Expression expression) {
        return switch (expression) {
            case Expression.And and -> disjunction(and.operands(), true);
            case Expression.Or or -> conjunction(or.operands(), true);
            case Expression.Not not -> compile(not.input());
            case Expression.Compare compare ->
                compile(new Expression.Compare(compare.comparison().negated(), compare.left(), compare.right()));
            case Expression.IsNull isNull -> compile(new Expression.IsNull(isNull.input(), !isNull.negated()));
            default -> TruthOf.of(Evaluators.compile(expression), true);
        };
    }

    private static Condition comparison(Expression.Compare compare) {
        return RangesCondition.bound(compare)
                .map(bound -> RangesCondition.of(List.of(bound)))
                .orElseGet(() -> CompareCondition.of(
                        compare.comparison(),
                        Evaluators.compile(compare.left()),
                        Evaluators.compile(compare.right()),
                        compare.left().type()));
    }

    private static Condition conjunction(List<Expression> operands, boolean negated) {
        List<Condition> grouped = negated ? List.of(compileAll(operands, true)) : RangesCondition.group(operands);
        if (grouped.size() == 1) {
            return grouped.getFirst();
        }
        Condition[] steps = grouped.toArray(Condition[]::new);
        return batch -> {
            for (int i = 0; i < steps.length && batch.size() > 0; i++) {
                steps[i].select(batch);
            }
        };
    }

    private static Condition disjunction(List<Expression> operands, boolean negated) {
        return new OrCondition(compileAll(operands, negated));
    }

    private static Condition[] compileAll(List<Expression> operands, boolean negated) {
        List<Condition> compiled = new ArrayList<>();
        for (Expression operand : operands) {
            compiled.add(negated ? negated(operand) : compile(operand));
        }
        return compiled.toArray(Condition[]::new);
    }

    /// Answers the rows of a batch that count, as an array to read.
    static int[] rows(Batch batch) {
        return batch.hasSelection() ? batch.selection() : LiveRows.every(batch.size());
    }

    /// Keeps the rows of a batch that are valid in a vector that is not constant.
    static void keepValid(Batch batch, ColumnVector vector) {
        if (vector.hasNulls()) {
            batch.setSelected(ScalarSelect.valid(vector.validity(), 0, rows(batch), batch.size(), batch.selection()));
        }
    }

    private record NullCondition(Evaluator operand, boolean negated) implements Condition {
        @Override
        public void select(Batch batch) {
            ColumnVector vector = operand.evaluate(batch);
            if (vector.isConstant() || !vector.hasNulls()) {
                boolean isNull = vector.hasNulls() && vector.isNull(0);
                if (isNull == negated) {
                    batch.setSelected(0);
                }
                return;
            }
            batch.setSelected(ScalarSelect.valid(
                    vector.validity(), negated ? 0 : 1, rows(batch), batch.size(), batch.selection()));
        }
    }
}
