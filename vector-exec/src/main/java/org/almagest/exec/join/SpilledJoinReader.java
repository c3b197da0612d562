package org.almagest.exec.join;

import java.util.ArrayDeque;
import java.util.Optional;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.spill.PartitionReader;
import org.almagest.exec.spill.SpillPartitions;

/// Joins partitions that are in files, one after the other.
///
/// ```text
/// the build side fits      one table, past which the probe's rows go
/// it does not              both sides become partitions of the next level
/// nor would that help      (few different keys, or the last level): piece by piece of the build side,
///                          the probe's rows anew past each
/// ```
final class SpilledJoinReader implements MorselReader {
    private final PhysicalPlan.HashJoin plan;
    private final BuildSink build;
    private final QueryScope scope;
    private final ArrayDeque<Work> waiting = new ArrayDeque<>();
    private Optional<PartitionJoin> current = Optional.empty();

    private record Work(JoinSpill spill, int partition) {}

    SpilledJoinReader(PhysicalPlan.HashJoin plan, BuildSink build, QueryScope scope) {
        this.plan = plan;
        this.build = build;
        this.scope = scope;
    }

    @Override
    public void open(Morsel morsel) {
        waiting.add(new Work(build.spill(), morsel.index()));
    }

    @Override
    public boolean next(Batch out) {
        while (!scope.isStopping()) {
            if (current.isEmpty()) {
                Work work = waiting.pollFirst();
                if (work == null) {
                    return false;
                }
                start(work);
                continue;
            }
            if (current.get().next(out)) {
                return true;
            }
            current.get().close();
            current = Optional.empty();
        }
        return false;
    }

    private void start(Work work) {
        PartitionJoin join = new PartitionJoin(plan, build, work.spill(), work.partition(), scope);
        current = Optional.of(join);
        if (join.loadFirst() || !join.wouldSplit()) {
            return;
        }
        join.close();
        current = Optional.empty();
        JoinSpill next = work.spill().next();
        split(work, next);
        for (int p = next.partitions() - 1; p >= 0; p--) {
            if (SpilledJoinSource.hasRows(plan.kind(), next, p)) {
                waiting.addFirst(new Work(next, p));
            }
        }
    }

    /// Writes both sides of a partition to the partitions of the next level.
    private void split(Work work, JoinSpill next) {
        int[] scratch = new int[ColumnVector.BATCH_ROWS];
        try (PartitionReader reader = work.spill().build().reader(work.partition());
                SpillPartitions writer = next.build().writer()) {
            Batch batch = Batch.allocate(next.build().types());
            while (reader.next(batch)) {
                next.appendBuild(writer, batch, scratch);
            }
        }
        JoinKeys keys = new JoinKeys(plan.probeKeys(), scope.expressions());
        try (PartitionReader reader = work.spill().probe().reader(work.partition());
                SpillPartitions writer = next.probe().writer()) {
            Batch batch = Batch.allocate(next.probe().types());
            while (reader.next(batch)) {
                keys.compute(batch);
                next.appendProbe(writer, batch, keys, scratch);
            }
        }
    }

    @Override
    public void close() {
        current.ifPresent(PartitionJoin::close);
        current = Optional.empty();
        waiting.clear();
    }
}
