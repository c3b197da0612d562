package org.almagest.exec.operator;

import org.almagest.columnar.vector.Batch;
import org.almagest.exec.evaluate.Condition;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.metrics.MetricsCollector.Counter;
import org.almagest.exec.pipeline.Operator;
import org.almagest.exec.pipeline.OperatorStage;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Stage;
import org.almagest.exec.plan.PhysicalPlan;

/// Keeps the rows for which a condition is TRUE: narrows the selection of its input's batch, and
/// passes over batches of which nothing is left.
public record FilterOperator(PhysicalPlan node, Expression condition) implements Operator {
    @Override
    public Stage open(Stage input, QueryScope scope) {
        return new FilterStage(
                input,
                scope.expressions().condition(condition),
                scope.metricsCollector().counter(node));
    }

    private static final class FilterStage extends OperatorStage {
        private final Condition condition;

        FilterStage(Stage input, Condition condition, Counter counter) {
            super(input, counter);
            this.condition = condition;
        }

        @Override
        protected boolean advance() {
            while (input.next()) {
                condition.select(input.batch());
                if (input.batch().size() > 0) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Batch batch() {
            return input.batch();
        }
    }
}
