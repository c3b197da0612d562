package org.almagest.exec.join;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.exec.evaluate.ExpressionCompiler;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.plan.JoinKind;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowSlabs;
import org.almagest.exec.rows.RowStore;

/// Keeps the rows of a build side run by run. Rows with a NULL key match nothing: they are dropped,
/// or kept apart by a FULL join, which gives them.
final class BuildTask implements SinkTask {
    private static final int FIRST_ROWS = 1024;

    /// The rows of a run, those with a NULL key as far as they are kept, whether there were any, and
    /// the least and greatest value of each key's first word.
    record BuiltRun(RowStore rows, RowStore loose, boolean nullKeys, long[] least, long[] greatest) {}

    private final PhysicalPlan.HashJoin plan;
    private final JoinLayout layout;
    private final OperatorMemory memory;
    private final RowSlabs slabs;
    private final BiConsumer<Integer, BuiltRun> ended;
    private final JoinKeys keys;
    private final Batch kept;
    private final IntColumnVector zeros = new IntColumnVector(ColumnVector.BATCH_ROWS);
    private final boolean[] bounded;
    private int run;
    private RowStore rows;
    private RowStore loose;
    private boolean nullKeys;
    private long[] least;
    private long[] greatest;

    /// Makes the state of a task whose rows stand in `slabs`; `bounded` says of which keys the bounds
    /// are asked for.
    BuildTask(
            PhysicalPlan.HashJoin plan,
            JoinLayout layout,
            boolean[] bounded,
            ExpressionCompiler compiler,
            OperatorMemory memory,
            RowSlabs slabs,
            BiConsumer<Integer, BuiltRun> ended) {
        this.plan = plan;
        this.layout = layout;
        this.bounded = bounded;
        this.memory = memory;
        this.slabs = slabs;
        this.ended = ended;
        keys = new JoinKeys(plan.buildKeys(), compiler);
        kept = new Batch(layout.types().size());
    }

    @Override
    public void begin(int newRun) {
        run = newRun;
        rows = new RowStore(memory, slabs, layout.types(), FIRST_ROWS);
        loose = new RowStore(memory, plan.build().types());
        nullKeys = false;
        least = new long[bounded.length];
        greatest = new long[bounded.length];
        Arrays.fill(least, Long.MAX_VALUE);
        Arrays.fill(greatest, Long.MIN_VALUE);
    }

    @Override
    public void consume(Batch batch) {
        keys.compute(batch);
        if (keys.count() < batch.size()) {
            nullKeys = true;
            if (plan.kind() == JoinKind.FULL) {
                keepLoose(batch);
            }
        }
        if (keys.count() == 0) {
            return;
        }
        int at = 0;
        while (at < layout.payload()) {
            kept.setColumn(at, batch.column(at));
            at++;
        }
        for (int w = 0; w < layout.words(); w++) {
            kept.setColumn(at++, keys.word(w));
        }
        for (int key : layout.bytesKeys()) {
            kept.setColumn(at++, keys.vector(key));
        }
        while (at < kept.columnCount()) {
            kept.setColumn(at++, zeros);
        }
        kept.setRowCount(batch.rowCount());
        System.arraycopy(keys.rows(), 0, kept.selection(), 0, keys.count());
        kept.setSelected(keys.count());
        rows.append(kept);
        for (int k = 0; k < bounded.length; k++) {
            if (bounded[k]) {
                extend(k);
            }
        }
    }

    /// Keeps the rows with a NULL key, which `keys` left out.
    private void keepLoose(Batch batch) {
        Batch rest = new Batch(batch.columnCount());
        for (int c = 0; c < batch.columnCount(); c++) {
            rest.setColumn(c, batch.column(c));
        }
        rest.setRowCount(batch.rowCount());
        int found = 0;
        int next = 0;
        for (int i = 0; i < batch.size(); i++) {
            if (next < keys.count() && keys.rows()[next] == batch.row(i)) {
                next++;
            } else {
                rest.selection()[found++] = batch.row(i);
            }
        }
        rest.setSelected(found);
        loose.append(rest);
    }

    private void extend(int key) {
        long low = least[key];
        long high = greatest[key];
        long[] values = keys.word(keys.firstWord(key)).values();
        for (int i = 0; i < keys.count(); i++) {
            long value = values[keys.rows()[i]];
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        least[key] = low;
        greatest[key] = high;
    }

    @Override
    public void end() {
        ended.accept(run, new BuiltRun(rows, loose, nullKeys, least, greatest));
    }

    /// Answers the least and greatest value of a key in all runs.
    static long[] bounds(List<BuiltRun> runs, int key) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (BuiltRun built : runs) {
            low = Math.min(low, built.least()[key]);
            high = Math.max(high, built.greatest()[key]);
        }
        return new long[] {low, high};
    }
}
