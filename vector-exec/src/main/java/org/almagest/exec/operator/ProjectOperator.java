package org.almagest.exec.operator;

import java.util.List;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.metrics.MetricsCollector.Counter;
import org.almagest.exec.pipeline.Operator;
import org.almagest.exec.pipeline.OperatorStage;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Stage;
import org.almagest.exec.plan.PhysicalPlan;

/// Computes expressions: its batch shares the input's rows and points at the expressions' vectors.
public record ProjectOperator(PhysicalPlan node, List<Expression> expressions) implements Operator {
    public ProjectOperator {
        expressions = List.copyOf(expressions);
    }

    @Override
    public Stage open(Stage input, QueryScope scope) {
        Evaluator[] evaluators =
                expressions.stream().map(scope.expressions()::evaluator).toArray(Evaluator[]::new);
        return new ProjectStage(input, evaluators, scope.metricsCollector().counter(node));
    }

    private static final class ProjectStage extends OperatorStage {
        private final Evaluator[] evaluators;
        private final Batch batch;

        ProjectStage(Stage input, Evaluator[] evaluators, Counter counter) {
            super(input, counter);
            this.evaluators = evaluators;
            batch = new Batch(evaluators.length);
        }

        @Override
        protected boolean advance() {
            if (!input.next()) {
                return false;
            }
            for (int i = 0; i < evaluators.length; i++) {
                batch.setColumn(i, evaluators[i].evaluate(input.batch()));
            }
            batch.shareRows(input.batch());
            return true;
        }

        @Override
        public Batch batch() {
            return batch;
        }
    }
}
