package org.almagest.exec.evaluate;

import java.util.List;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;

/// Searched CASE: a branch sees the rows that no earlier branch took.
final class CaseEvaluator extends ChoiceEvaluator {
    private final Condition[] conditions;
    private final Evaluator[] results;
    private final Evaluator otherwise;
    private final RowSet remaining = new RowSet();
    private final NarrowedBatch reached = new NarrowedBatch();

    CaseEvaluator(List<Condition> conditions, List<Evaluator> results, Evaluator otherwise, DataType type) {
        super(sourcesOf(results), type);
        this.conditions = conditions.toArray(Condition[]::new);
        this.results = results.toArray(Evaluator[]::new);
        this.otherwise = otherwise;
    }

    @Override
    void choose(Batch input) {
        remaining.fill(input);
        for (int i = 0; i < conditions.length && remaining.count() > 0; i++) {
            Batch taken = reached.of(input, remaining.rows(), remaining.count());
            conditions[i].select(taken);
            int count = taken.size();
            if (count > 0) {
                int[] rows = taken.hasSelection() ? taken.selection() : LiveRows.every(count);
                take(evaluateFor(results[i], input, rows, count), rows, count);
                remaining.removeAll(rows, count);
            }
        }
        if (remaining.count() > 0) {
            take(
                    evaluateFor(otherwise, input, remaining.rows(), remaining.count()),
                    remaining.rows(),
                    remaining.count());
        }
    }
}
