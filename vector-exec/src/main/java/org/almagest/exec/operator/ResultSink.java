package org.almagest.exec.operator;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.pipeline.QueryScope;
import org.almagest.exec.pipeline.Sink;
import org.almagest.exec.pipeline.SinkTask;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;
import org.almagest.exec.rows.RowCopy;

/// The result of a query: batches in the order of the morsels that they come from.
///
/// ```text
/// head   the morsel that the reader is at; its batches go out as they come
/// later  at most a quarter of all batches each, then their tasks park
/// claims are refused while all batches wait, so that finished morsels cannot pile up
/// ```
///
/// Morsels are claimed in order, so the head is always claimed before anything can fill up, and
/// only the reader can hold it back: there is no deadlock and memory is bounded. LIMIT and OFFSET
/// count here, in order; a morsel alone never gives more than both together.
public final class ResultSink implements Sink {
    private static final int MOST_BATCHES = 64;
    private static final int LEAST_BATCHES = 8;

    /// The rows of a batch that holds few of them, such as what a lookup finds.
    private static final int FEW_ROWS = 64;

    private static final class RunRows {
        final ArrayDeque<Batch> batches = new ArrayDeque<>();
        boolean ended;
    }

    private final List<DataType> types;
    private final long limit;
    private final long offset;
    private final long mostRows;
    private final QueryScope scope;
    private final OperatorMemory memory;
    private final Map<Integer, RunRows> runs = new HashMap<>();
    private final ArrayDeque<Batch> free = new ArrayDeque<>();
    private final int totalBatches;
    private final int queueBatches;
    private int head;
    private int buffered;
    private long skipped;
    private long given;
    private boolean waiting;
    private boolean finished;

    public ResultSink(PhysicalPlan root, long limit, long offset, QueryScope scope) {
        types = root.types();
        this.limit = limit;
        this.offset = offset;
        mostRows = limit > Long.MAX_VALUE - offset ? Long.MAX_VALUE : limit + offset;
        this.scope = scope;
        memory = scope.memory(root, "the result");
        int batchBytes = bytes(ColumnVector.BATCH_ROWS);
        totalBatches = Math.clamp(memory.headroomPerThread() / 4 / batchBytes, LEAST_BATCHES, MOST_BATCHES);
        queueBatches = totalBatches / 4;
    }

    @Override
    public Optional<PhysicalPlan> node() {
        return Optional.empty();
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
    public synchronized boolean isSatisfied() {
        return given >= limit;
    }

    @Override
    public synchronized boolean refusesRuns() {
        boolean refuses = buffered >= totalBatches;
        waiting |= refuses;
        return refuses;
    }

    @Override
    public synchronized void finish() {
        finished = true;
    }

    @Override
    public SinkTask task(QueryScope unused) {
        return new ResultTask();
    }

    private final class ResultTask implements SinkTask {
        private int run;
        private long rows;

        @Override
        public void begin(int newRun) {
            run = newRun;
            rows = 0;
            synchronized (ResultSink.this) {
                runs.put(run, new RunRows());
            }
        }

        @Override
        public boolean isFull() {
            synchronized (ResultSink.this) {
                boolean full = runs.get(run).batches.size() >= queueBatches && given < limit;
                waiting |= full;
                return full;
            }
        }

        @Override
        public boolean hasEnough() {
            return rows >= mostRows || isSatisfied();
        }

        @Override
        public void consume(Batch batch) {
            if (batch.size() == 0) {
                return;
            }
            rows += batch.size();
            Batch copy = emptyBatch(batch.size());
            RowCopy.copy(batch, copy);
            synchronized (ResultSink.this) {
                runs.get(run).batches.addLast(copy);
                buffered++;
            }
            scope.wakeReader();
        }

        @Override
        public void end() {
            synchronized (ResultSink.this) {
                runs.get(run).ended = true;
            }
            scope.wakeReader();
        }
    }

    /// Answers an empty batch for so many rows. Batches of few rows are made as small as they are; only
    /// those of full size are recycled, which serve any number of rows.
    private Batch emptyBatch(int rows) {
        synchronized (this) {
            Batch recycled = free.pollLast();
            if (recycled != null) {
                return recycled;
            }
        }
        int capacity = rows <= FEW_ROWS && !types.isEmpty() ? FEW_ROWS : ColumnVector.BATCH_ROWS;
        memory.reserve(bytes(capacity));
        return Batch.allocate(types, capacity);
    }

    private int bytes(int capacity) {
        return Math.max(1, types.size()) * capacity * Long.BYTES;
    }

    /// Gives a batch back that the reader has done with.
    public void recycle(Batch batch) {
        int capacity = batch.columnCount() == 0
                ? ColumnVector.BATCH_ROWS
                : batch.column(0).capacity();
        if (capacity < ColumnVector.BATCH_ROWS) {
            memory.release(bytes(capacity));
            return;
        }
        synchronized (this) {
            free.addLast(batch);
        }
    }

    /// Answers whether the reader has got everything.
    public synchronized boolean isComplete() {
        return given >= limit || finished && buffered == 0;
    }

    /// Answers whether `poll` or `isComplete` may have news.
    public synchronized boolean isReady() {
        RunRows rows = runs.get(head);
        return finished || rows != null && (rows.ended || !rows.batches.isEmpty());
    }

    /// Takes the next batch in order, if it is there; rows beyond LIMIT and OFFSET do not count in
    /// it.
    public Optional<Batch> poll() {
        boolean wake;
        Optional<Batch> taken;
        synchronized (this) {
            taken = take();
            wake = waiting && (buffered <= totalBatches / 2 || headRoom());
            waiting &= !wake;
        }
        if (wake) {
            scope.wakeAll();
        }
        return taken;
    }

    private boolean headRoom() {
        RunRows rows = runs.get(head);
        return rows == null || rows.batches.size() <= queueBatches / 2;
    }

    private Optional<Batch> take() {
        while (given < limit) {
            RunRows rows = runs.get(head);
            if (rows == null) {
                return Optional.empty();
            }
            Batch batch = rows.batches.pollFirst();
            if (batch != null) {
                buffered--;
                if (trim(batch)) {
                    return Optional.of(batch);
                }
                recycle(batch);
            } else if (rows.ended) {
                runs.remove(head++);
            } else {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /// Leaves the rows between OFFSET and LIMIT; answers whether there are any.
    private boolean trim(Batch batch) {
        int rows = batch.rowCount();
        int from = (int) Math.min(rows, offset - skipped);
        skipped += from;
        int count = (int) Math.min(rows - from, limit - given);
        given += count;
        if (from > 0) {
            for (int i = 0; i < count; i++) {
                batch.selection()[i] = from + i;
            }
            batch.setSelected(count);
        } else {
            batch.setRowCount(count);
        }
        return count > 0;
    }
}
