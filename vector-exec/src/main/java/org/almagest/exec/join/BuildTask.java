package org.almagest.exec.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.exec.evaluate.ExpressionCompiler;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowSlabs;
import org.almagest.exec.rows.RowStore;
import org.almagest.exec.spill.SpillPartitions;

/// Keeps the rows of a build side run by run. Rows with a NULL key match nothing: they are dropped
/// unless the join gives rows without a match. When memory is short it writes the rows of all its runs to files, and
/// from then on all others.
final class BuildTask implements SinkTask {
    private static final int FIRST_ROWS = 1024;

    /// The rows of a run as far as they are in memory, how many there are, whether a key was NULL,
    /// and the least and greatest value of each key's first word.
    record BuiltRun(int run, RowStore rows, long rowCount, boolean nullKeys, long[] least, long[] greatest) {}

    private final BuildSink sink;
    private final JoinLayout layout;
    private final OperatorMemory memory;
    private final RowSlabs slabs;
    private final JoinKeys keys;
    private final Batch kept;
    private final Batch spilled;
    private final IntColumnVector zeros = new IntColumnVector(ColumnVector.BATCH_ROWS);
    private final IntColumnVector matches = new IntColumnVector(ColumnVector.BATCH_ROWS);
    private final int[] partitions = new int[ColumnVector.BATCH_ROWS];
    private final boolean[] bounded;
    private final List<BandValues> band = new ArrayList<>();
    private final List<BuiltRun> ended = new ArrayList<>();
    private Optional<SpillPartitions> writer = Optional.empty();
    private int run;
    private RowStore rows;
    private long rowCount;
    private boolean nullKeys;
    private long[] least;
    private long[] greatest;

    /// Makes the state of a task whose rows stand in `slabs`; `bounded` says of which keys the bounds
    /// are asked for.
    BuildTask(
            BuildSink sink,
            PhysicalPlan.HashJoin plan,
            boolean[] bounded,
            ExpressionCompiler compiler,
            OperatorMemory memory,
            RowSlabs slabs) {
        this.sink = sink;
        this.bounded = bounded;
        this.memory = memory;
        this.slabs = slabs;
        layout = sink.layout();
        keys = new JoinKeys(plan.buildKeys(), compiler);
        layout.band().ifPresent(sorted -> {
            band.add(new BandValues(compiler.evaluator(sorted.sorted())));
            sorted.ends().ifPresent(ends -> band.add(new BandValues(compiler.evaluator(ends.end()))));
        });
        kept = new Batch(layout.types().size());
        spilled = new Batch(layout.spilledTypes().size());
    }

    @Override
    public void begin(int newRun) {
        run = newRun;
        rows = new RowStore(memory, slabs, layout.types(), FIRST_ROWS);
        rowCount = 0;
        nullKeys = false;
        least = new long[bounded.length];
        greatest = new long[bounded.length];
        Arrays.fill(least, Long.MAX_VALUE);
        Arrays.fill(greatest, Long.MIN_VALUE);
        writer.ifPresent(open -> open.begin(run));
    }

    @Override
    public void consume(Batch batch) {
        keys.compute(batch);
        boolean keyless = keys.count() < batch.size();
        nullKeys |= keyless;
        if (keys.count() == 0 && !layout.keepsUnmatched()) {
            return;
        }
        int at = 0;
        while (at < layout.payload()) {
            kept.setColumn(at, batch.column(layout.source(at)));
            at++;
        }
        for (int w = 0; w < layout.words(); w++) {
            kept.setColumn(at++, keys.word(w));
        }
        for (int key : layout.bytesKeys()) {
            kept.setColumn(at++, keys.vector(key));
        }
        for (BandValues value : band) {
            kept.setColumn(at++, value.of(batch));
        }
        kept.setRowCount(batch.rowCount());
        if (layout.notesMatches()) {
            kept.setColumn(at++, matches);
            Arrays.fill(matches.values(), 0, batch.rowCount(), 0);
        }
        kept.setColumn(at, zeros);
        if (keyless && layout.keepsUnmatched()) {
            markKeyless(batch);
            kept.shareRows(batch);
        } else {
            System.arraycopy(keys.rows(), 0, kept.selection(), 0, keys.count());
            kept.setSelected(keys.count());
        }
        keep();
        for (int k = 0; k < bounded.length; k++) {
            if (bounded[k]) {
                extend(k);
            }
        }
    }

    /// Marks the rows with a NULL key, which `keys` left out.
    private void markKeyless(Batch batch) {
        int next = 0;
        for (int i = 0; i < batch.size(); i++) {
            int row = batch.row(i);
            if (next < keys.count() && keys.rows()[next] == row) {
                next++;
                continue;
            }
            matches.values()[row] = JoinTable.NO_KEY;
            for (int w = 0; w < layout.words(); w++) {
                keys.word(w).values()[row] = 0;
            }
        }
    }

    private void keep() {
        rowCount += kept.size();
        if (writer.isEmpty() && sink.hasSpilled()) {
            spill();
        }
        if (writer.isEmpty() && !rows.tryAppend(kept)) {
            spill();
        }
        if (writer.isPresent()) {
            layout.spilled(kept, spilled);
            spilled.setRowCount(kept.rowCount());
            spilled.shareRows(kept);
            sink.spill().appendBuild(writer.get(), spilled, partitions);
        }
    }

    /// Writes what this task has to files.
    private void spill() {
        JoinSpill spill = sink.spill();
        SpillPartitions open = sink.writer();
        writer = Optional.of(open);
        for (BuiltRun built : ended) {
            open.begin(built.run());
            spill.appendBuild(open, built.rows());
            built.rows().close();
        }
        ended.clear();
        open.begin(run);
        spill.appendBuild(open, rows);
        rows.close();
        slabs.close();
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
        BuiltRun built = new BuiltRun(run, rows, rowCount, nullKeys, least, greatest);
        if (writer.isEmpty()) {
            ended.add(built);
        }
        sink.ended(built);
    }

    /// Answers the least and greatest value of a key in all runs.
    static long[] bounds(Iterable<BuiltRun> runs, int key) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (BuiltRun built : runs) {
            low = Math.min(low, built.least()[key]);
            high = Math.max(high, built.greatest()[key]);
        }
        return new long[] {low, high};
    }
}
