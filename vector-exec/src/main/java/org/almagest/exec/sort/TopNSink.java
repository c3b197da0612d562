package org.almagest.exec.sort;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.DynamicPredicate;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.exec.kernel.SortKernels;
import org.almagest.exec.operator.RowsSource;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.pipeline.Source;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowStore;

/// The first rows of an order. Each task keeps candidates: rows whose first key is not worse than
/// the worst of the best `limit + offset` rows that any task has seen together; when they are twice
/// as many as wanted, all but the best are dropped and the bound tightens.
///
/// Every row has its place in the input as its last key, so that the order is total and the result
/// does not depend on which task saw what. The bound is told to the scan as `key <= bound` (`>=`
/// for DESC), which keeps ties; not where NULLs come first, since such a predicate leaves NULLs
/// out.
public final class TopNSink implements Sink {
    private static final int LEAST_CANDIDATES = 2 * ColumnVector.BATCH_ROWS;
    private static final int RUN_SHIFT = 36;

    private final PhysicalPlan.TopN plan;
    private final SortLayout layout;
    private final List<SortLayout.Segment> segments;
    private final Optional<DynamicPredicate> dynamic;
    private final QueryScope scope;
    private final OperatorMemory memory;
    private final List<DataType> keptTypes;
    private final int payload;
    private final int wanted;
    private final List<RowStore> candidates = new ArrayList<>();
    private volatile long worst = -1L;
    private Optional<RowStore> result = Optional.empty();

    /// Makes the sink; the predicate, where there is one, is that of the scan to be told.
    public TopNSink(PhysicalPlan.TopN plan, Optional<DynamicPredicate> dynamic, QueryScope scope) {
        this.plan = plan;
        this.dynamic = dynamic;
        this.scope = scope;
        layout = new SortLayout(plan.keys());
        segments = new ArrayList<>(layout.segments());
        segments.add(new SortLayout.Word(layout.words()));
        memory = scope.memory(plan, "ORDER BY with LIMIT");
        payload = plan.types().size();
        keptTypes = new ArrayList<>(plan.types());
        keptTypes.addAll(layout.segmentTypes());
        keptTypes.add(ScalarType.BIGINT);
        // The first key's own values, for the scan's bound.
        keptTypes.add(plan.keys().getFirst().expression().type());
        wanted = Math.toIntExact(plan.limit() + plan.offset());
    }

    @Override
    public Optional<PhysicalPlan> node() {
        return Optional.of(plan);
    }

    @Override
    public int runs(int morsels) {
        return morsels;
    }

    @Override
    public int morselsPerRun() {
        return 1;
    }

    @Override
    public boolean isSatisfied() {
        return wanted == 0;
    }

    @Override
    public SinkTask task(QueryScope ofTask) {
        return new TopNTask();
    }

    private final class TopNTask implements SinkTask {
        private final SortEncoder encoder = new SortEncoder(layout, scope.expressions());
        private final Batch kept = new Batch(keptTypes.size());
        private final LongColumnVector position = new LongColumnVector(ColumnVector.BATCH_ROWS);
        private final long otherBits = layout.bitsBehindFirstKey();
        private RowStore rows = new RowStore(memory, keptTypes);
        private long nextPosition;
        private boolean listed;

        @Override
        public void begin(int run) {
            nextPosition = (long) run << RUN_SHIFT;
            if (!listed) {
                listed = true;
                update(rows, Optional.empty());
            }
        }

        @Override
        public void consume(Batch batch) {
            long start = nextPosition;
            nextPosition += batch.rowCount();
            long bound = worst;
            if (bound != -1L && !narrow(batch, bound | otherBits)) {
                return;
            }
            for (int c = 0; c < payload; c++) {
                kept.setColumn(c, batch.column(c));
            }
            encoder.encode(batch, kept, payload);
            for (int i = 0; i < batch.size(); i++) {
                position.values()[batch.row(i)] = start + batch.row(i);
            }
            kept.setColumn(keptTypes.size() - 2, position);
            kept.setColumn(keptTypes.size() - 1, encoder.leadingVector());
            kept.shareRows(batch);
            rows.append(kept);
            if (rows.rowCount() >= Math.max(LEAST_CANDIDATES, 2L * wanted)) {
                RowStore all = rows;
                rows = best(all);
                update(rows, Optional.of(all));
                all.close();
                tighten(rows);
            }
        }

        /// Narrows the batch to the rows that may still count; answers whether there are any.
        private boolean narrow(Batch batch, long bound) {
            long[] leading = encoder.leading(batch);
            int found = 0;
            if (batch.hasSelection()) {
                for (int i = 0; i < batch.size(); i++) {
                    int row = batch.selection()[i];
                    if (Long.compareUnsigned(leading[row], bound) <= 0) {
                        batch.selection()[found++] = row;
                    }
                }
            } else {
                found = SortKernels.notAbove(leading, bound, batch.rowCount(), batch.selection());
            }
            batch.setSelected(found);
            return found > 0;
        }

        @Override
        public void end() {
            // Candidates stay with the task from run to run.
        }
    }

    /// Replaces a task's candidates in the list of all.
    private synchronized void update(RowStore now, Optional<RowStore> before) {
        before.ifPresent(candidates::remove);
        candidates.add(now);
    }

    /// Answers the wanted rows of some, in order, in a store of their own.
    private RowStore best(RowStore all) {
        int[] ids = new RowOrder(all, segments, payload).sorted();
        return copy(all, ids, 0, Math.min(wanted, ids.length), keptTypes);
    }

    private RowStore copy(RowStore from, int[] ids, int first, int last, List<DataType> types) {
        RowStore copy = new RowStore(memory, types);
        Batch batch = Batch.allocate(types);
        int[] some = new int[ColumnVector.BATCH_ROWS];
        for (int done = first; done < last; done += some.length) {
            int count = Math.min(some.length, last - done);
            System.arraycopy(ids, done, some, 0, count);
            for (int c = 0; c < types.size(); c++) {
                from.gather(c, some, count, batch.column(c));
            }
            batch.setRowCount(count);
            copy.append(batch);
        }
        return copy;
    }

    /// Takes the last of a task's best rows as the bound, if it is tighter.
    private void tighten(RowStore best) {
        if (best.rowCount() < wanted) {
            return;
        }
        int last = best.idOf(wanted - 1);
        long word = best.longAt(payload, last);
        synchronized (this) {
            if (Long.compareUnsigned(word, worst) >= 0) {
                return;
            }
            worst = word;
            if (dynamic.isPresent() && !plan.keys().getFirst().nullsFirst()) {
                tell(best, last);
            }
        }
    }

    private void tell(RowStore best, int last) {
        Batch one = Batch.allocate(List.of(keptTypes.getLast()));
        best.gather(keptTypes.size() - 1, new int[] {last}, 1, one.column(0));
        Value value = ColumnValues.get(one.column(0), 0);
        if (value.isNull() || keptTypes.getLast() == ScalarType.BLOB) {
            return;
        }
        Comparison comparison =
                plan.keys().getFirst().descending() ? Comparison.GREATER_OR_EQUAL : Comparison.LESS_OR_EQUAL;
        int column = plan.threshold().orElseThrow().sourceColumn();
        dynamic.orElseThrow().tighten(new ColumnPredicate.Compare(column, comparison, value));
    }

    @Override
    public void finish() {
        RowStore all = new RowStore(memory, keptTypes);
        Batch batch = Batch.allocate(keptTypes);
        for (RowStore some : candidates) {
            for (int block = 0; block < some.blockCount(); block++) {
                for (int from = 0; from < some.rows(block); from += ColumnVector.BATCH_ROWS) {
                    int count = Math.min(ColumnVector.BATCH_ROWS, some.rows(block) - from);
                    some.read(block, from, count, batch);
                    all.append(batch);
                }
            }
            some.close();
        }
        int[] ids = new RowOrder(all, segments, payload).sorted();
        int first = (int) Math.min(plan.offset(), ids.length);
        result = Optional.of(copy(all, ids, first, Math.min(wanted, ids.length), plan.types()));
        all.close();
    }

    /// Answers the rows in order.
    public Source source() {
        return new RowsSource(plan, result.orElseThrow());
    }
}
