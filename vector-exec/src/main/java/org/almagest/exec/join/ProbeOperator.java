package org.almagest.exec.join;

import org.almagest.exec.pipeline.Operator;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Stage;
import org.almagest.exec.plan.JoinKind;
import org.almagest.exec.plan.PhysicalPlan;

/// The probe side of a hash join: streams its rows past the build side's table. The matches of a
/// row come in the build side's order.
///
/// ```text
/// unique keys, no residual   the input's batch narrowed (or, for LEFT, as it is), with the build
///                            side's columns beside it: nothing of the probe is copied
/// otherwise                  pairs, 1,024 at a time; the residual narrows them
/// ```
public record ProbeOperator(PhysicalPlan.HashJoin plan, BuildSink build) implements Operator {
    @Override
    public Stage open(Stage input, QueryScope scope) {
        boolean pairs = plan.residual().isPresent()
                || plan.compared().isPresent()
                || plan.kind() == JoinKind.FULL
                || plan.kind().givesBuild() && !build.table().isUnique();
        return pairs ? new PairStage(input, plan, build, scope) : new LookupStage(input, plan, build, scope);
    }
}
