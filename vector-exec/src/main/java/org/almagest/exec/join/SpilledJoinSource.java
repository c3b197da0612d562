package org.almagest.exec.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.exec.pipeline.IndexMorsel;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Source;
import org.almagest.exec.plan.JoinKind;
import org.almagest.exec.plan.PhysicalPlan;

/// The rows of a join whose sides are in files: a morsel is a partition.
final class SpilledJoinSource implements Source {
    private final PhysicalPlan.HashJoin plan;
    private final BuildSink build;
    private final QueryScope scope;
    private final List<Integer> partitions = new ArrayList<>();
    private int next;

    SpilledJoinSource(PhysicalPlan.HashJoin plan, BuildSink build, QueryScope scope) {
        this.plan = plan;
        this.build = build;
        this.scope = scope;
        for (int p = 0; p < build.spill().partitions(); p++) {
            if (hasRows(plan.kind(), build.spill(), p)) {
                partitions.add(p);
            }
        }
    }

    /// Answers whether a partition may give rows.
    static boolean hasRows(JoinKind kind, JoinSpill spill, int partition) {
        boolean probe = spill.probe().rows(partition) > 0;
        boolean built = spill.build().rows(partition) > 0;
        if (kind == JoinKind.BUILD_ANTI || kind == JoinKind.BUILD_LEFT) {
            return built;
        }
        return kind.mayDropProbeRows() ? probe && built : probe || kind == JoinKind.FULL && built;
    }

    @Override
    public PhysicalPlan node() {
        return plan;
    }

    @Override
    public OptionalInt morselCount() {
        return OptionalInt.of(partitions.size());
    }

    @Override
    public Optional<? extends Morsel> claim() {
        return next < partitions.size() ? Optional.of(new IndexMorsel(partitions.get(next++))) : Optional.empty();
    }

    @Override
    public MorselReader reader() {
        return new SpilledJoinReader(plan, build, scope);
    }
}
