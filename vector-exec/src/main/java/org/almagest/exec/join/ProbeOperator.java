package org.almagest.exec.join;

import java.util.Optional;
import org.almagest.exec.metrics.MetricsCollector.Counter;
import org.almagest.exec.pipeline.Detour;
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
/// BUILD_SEMI, BUILD_ANTI     matches are noted in the table, no row comes out
/// otherwise                  pairs, 1,024 at a time; the residual narrows them
/// the build side in files    a detour: the probe's rows go to files, then partitions are joined
/// ```
public record ProbeOperator(PhysicalPlan.HashJoin plan, BuildSink build) implements Operator {
    @Override
    public Stage open(Stage input, QueryScope scope) {
        return stage(
                input,
                plan,
                build.side(),
                Optional.empty(),
                scope.metricsCollector().counter(plan),
                scope);
    }

    /// Makes the stage that joins `input` with a table; `carried` where it is one of several tables.
    static Stage stage(
            Stage input,
            PhysicalPlan.HashJoin plan,
            BuiltSide side,
            Optional<CarriedMatches> carried,
            Counter counter,
            QueryScope scope) {
        if (plan.kind().keepsBuildOnly() && plan.residual().isEmpty()) {
            return new NotingStage(input, plan, side, counter, scope);
        }
        boolean pairs = plan.residual().isPresent()
                || plan.compared().isPresent()
                || plan.kind() == JoinKind.FULL
                || carried.isPresent()
                || plan.kind().givesBuild() && !side.table().isUnique();
        return pairs
                ? new PairStage(input, plan, side, carried, counter, scope)
                : new LookupStage(input, plan, side, counter, scope);
    }

    @Override
    public Optional<Detour> detour() {
        return build.hasSpilled()
                ? Optional.of(new Detour(
                        new ProbeSpillSink(plan, build.spill()), scope -> new SpilledJoinSource(plan, build, scope)))
                : Optional.empty();
    }
}
