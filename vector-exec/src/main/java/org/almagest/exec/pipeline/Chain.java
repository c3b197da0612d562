package org.almagest.exec.pipeline;

import org.almagest.exec.operator.FilterOperator;

/// The stages of one leg within one task.
final class Chain implements AutoCloseable {
    private final SourceStage first;
    private final Stage last;

    Chain(Leg leg, Source source, QueryScope scope) {
        first = new SourceStage(source, scope);
        Stage stage = first;
        for (var condition : source.recheck()) {
            stage.becomeInner();
            stage = new FilterOperator(source.node(), condition).open(stage, scope);
        }
        for (Operator operator : leg.operators()) {
            stage = operator.open(stage, scope);
        }
        last = stage;
    }

    SourceStage first() {
        return first;
    }

    Stage last() {
        return last;
    }

    /// Answers whether the rows come from the source as they are, and in strips if one likes.
    boolean givesStrips() {
        return last == first && first.givesStrips();
    }

    @Override
    public void close() {
        first.close();
    }
}
