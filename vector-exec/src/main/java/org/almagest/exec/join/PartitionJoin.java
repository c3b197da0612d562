package org.almagest.exec.join;

import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.IntColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.metrics.MetricsCollector.Counter;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Stage;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;
import org.almagest.exec.spill.PartitionReader;

/// The join of one partition in files: loads as much of its build side as there is room for, lets
/// the probe's rows past it, and goes on with the next piece until there is none. One thread.
final class PartitionJoin implements AutoCloseable {
    /// A partition of which more than this share goes to one of the next level is not split.
    private static final double MOST_IN_ONE = 0.9;

    private final PhysicalPlan.HashJoin plan;
    private final BuildSink build;
    private final JoinSpill spill;
    private final int partition;
    private final QueryScope scope;
    private final OperatorMemory memory;
    private final JoinLayout layout;
    private final PartitionReader reader;
    private final Batch read;
    private final Batch kept;
    private final int[] nextParts;
    private boolean hasRead;
    private boolean first = true;
    private boolean done;
    private Optional<RowStore> rows = Optional.empty();
    private Optional<JoinTable> table = Optional.empty();
    private Optional<CarriedMatches> carried = Optional.empty();
    private Optional<ProbeStage> probe = Optional.empty();
    private Optional<Stage> stage = Optional.empty();
    private Optional<UnmatchedRows> unmatched = Optional.empty();
    private int block;

    PartitionJoin(PhysicalPlan.HashJoin plan, BuildSink build, JoinSpill spill, int partition, QueryScope scope) {
        this.plan = plan;
        this.build = build;
        this.spill = spill;
        this.partition = partition;
        this.scope = scope;
        memory = build.memory();
        nextParts = new int[spill.partitions()];
        layout = build.layout();
        reader = spill.build().reader(partition);
        read = Batch.allocate(layout.spilledTypes());
        kept = new Batch(layout.types().size());
        for (int c = 0; c < read.columnCount(); c++) {
            kept.setColumn(c, read.column(c));
        }
        kept.setColumn(read.columnCount(), new IntColumnVector(ColumnVector.BATCH_ROWS));
        hasRead = reader.next(read);
    }

    /// Loads the first piece; answers whether it is the only one.
    boolean loadFirst() {
        load();
        return !hasRead;
    }

    /// Answers whether partitions of the next level would be much smaller, by the rows loaded.
    boolean wouldSplit() {
        int most = Arrays.stream(nextParts).max().orElse(0);
        return layout.words() > 0
                && spill.level() < JoinSpill.LAST_LEVEL
                && most <= MOST_IN_ONE * rows.orElseThrow().rowCount();
    }

    /// Loads rows as long as there is room for them and their table, a batch at least.
    private void load() {
        RowStore store = new RowStore(memory, layout.types());
        rows = Optional.of(store);
        while (hasRead && !scope.isStopping()) {
            kept.setRowCount(read.rowCount());
            long tableBytes = JoinTable.mostBytes(store.rowCount() + read.rowCount());
            if (store.rowCount() > 0 && !store.mayAppend(kept, 0, kept.size(), tableBytes)) {
                return;
            }
            store.append(kept);
            count();
            hasRead = reader.next(read);
        }
    }

    private void count() {
        if (first) {
            for (int row = 0; row < read.rowCount(); row++) {
                long hash = 0;
                for (int w = 0; w < layout.words(); w++) {
                    hash = JoinTable.combine(hash, ((LongColumnVector) read.column(layout.wordColumn(w))).get(row));
                }
                nextParts[spill.nextPartition(hash)]++;
            }
        }
    }

    /// Makes `out` the next rows; answers false at the end.
    boolean next(Batch out) {
        while (!done) {
            if (stage.isEmpty() && unmatched.isEmpty()) {
                begin();
            }
            if (stage.isPresent()) {
                if (stage.get().next()) {
                    hand(stage.get().batch(), out);
                    return true;
                }
                endProbe();
            }
            if (unmatched.isPresent()) {
                while (block < table.orElseThrow().rows().blockCount()) {
                    if (unmatched.get().next(table.get(), out)) {
                        return true;
                    }
                    unmatched.get().open(++block);
                }
                unmatched = Optional.empty();
            }
            if (scope.isStopping()) {
                return false;
            }
            nextPiece();
        }
        return false;
    }

    /// Lets the probe's rows past the piece that is loaded.
    private void begin() {
        JoinTable made = new JoinTable(rows.orElseThrow(), layout, memory);
        table = Optional.of(made);
        made.fill();
        boolean several = !first || hasRead;
        if (several && carried.isEmpty() && plan.kind().asksProbe()) {
            carried = Optional.of(new CarriedMatches(spill.probe().rows(partition), memory));
        }
        carried.ifPresent(matches -> matches.begin(!hasRead));
        ProbeStage input = new ProbeStage(
                spill.probe().reader(partition), Batch.allocate(plan.probe().types()), scope);
        probe = Optional.of(input);
        stage = Optional.of(ProbeOperator.stage(input, plan, build.side(made), carried, new Counter(), scope));
        first = false;
    }

    private static void hand(Batch from, Batch out) {
        for (int c = 0; c < from.columnCount(); c++) {
            out.setColumn(c, from.column(c));
        }
        out.setRowCount(from.rowCount());
        out.shareRows(from);
    }

    private void endProbe() {
        probe.ifPresent(ProbeStage::close);
        probe = Optional.empty();
        stage = Optional.empty();
        if (plan.kind().notesMatches()) {
            unmatched = Optional.of(new UnmatchedRows(plan));
            block = 0;
            unmatched.get().open(0);
        }
    }

    private void nextPiece() {
        free();
        done = !hasRead;
        if (!done) {
            load();
        }
    }

    private void free() {
        table.ifPresent(JoinTable::close);
        table = Optional.empty();
        rows.ifPresent(RowStore::close);
        rows = Optional.empty();
    }

    @Override
    public void close() {
        probe.ifPresent(ProbeStage::close);
        probe = Optional.empty();
        stage = Optional.empty();
        free();
        carried.ifPresent(CarriedMatches::close);
        carried = Optional.empty();
        reader.close();
    }

    /// The probe's rows of the partition.
    private static final class ProbeStage extends Stage {
        private final PartitionReader rows;
        private final Batch batch;
        private final QueryScope scope;

        ProbeStage(PartitionReader rows, Batch batch, QueryScope scope) {
            super(new Counter());
            this.rows = rows;
            this.batch = batch;
            this.scope = scope;
        }

        @Override
        protected long inputNanos() {
            return 0;
        }

        @Override
        protected boolean advance() {
            return !scope.isStopping() && rows.next(batch);
        }

        @Override
        public Batch batch() {
            return batch;
        }

        void close() {
            rows.close();
        }
    }
}
