package org.almagest.exec.join;

import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.metrics.MetricsCollector.Counter;
import org.almagest.exec.pipeline.OperatorStage;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Stage;
import org.almagest.exec.plan.PhysicalPlan;

/// Lets a probe past that nothing comes out of: what is asked is which rows of the build side have a
/// match, and that is noted in the table. Several threads may note the same row.
final class NotingStage extends OperatorStage {
    private final JoinTable table;
    private final JoinKeys keys;
    private final TableLookup lookup;
    private final QueryScope scope;
    private final Batch nothing;
    private final int[] heads = new int[ColumnVector.BATCH_ROWS];
    private final int[] found = new int[ColumnVector.BATCH_ROWS];

    NotingStage(Stage input, PhysicalPlan.HashJoin plan, BuiltSide build, Counter counter, QueryScope scope) {
        super(input, counter);
        this.scope = scope;
        table = build.table();
        lookup = new TableLookup(table);
        keys = new JoinKeys(plan.probeKeys(), scope.expressions());
        nothing = new Batch(plan.types().size());
    }

    @Override
    protected boolean advance() {
        if (table.isEmpty()) {
            return false;
        }
        while (!scope.isStopping() && input.next()) {
            Batch probe = input.batch();
            keys.compute(probe);
            int count = lookup.find(keys, heads, found);
            for (int i = 0; i < count; i++) {
                int head = heads[found[i]];
                if (!table.isMatched(head)) {
                    note(head);
                }
            }
        }
        return false;
    }

    /// Notes all rows of a key, the first of them last: where it is noted, all are.
    private void note(int head) {
        for (int id = table.next(head); id >= 0; id = table.next(id)) {
            table.match(id);
        }
        table.match(head);
    }

    @Override
    public Batch batch() {
        return nothing;
    }
}
