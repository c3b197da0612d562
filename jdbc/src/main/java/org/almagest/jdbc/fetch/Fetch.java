package org.almagest.jdbc.fetch;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.almagest.columnar.kernel.DecodeKernels;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.vector.Batch;
import org.almagest.sql.session.ResultColumn;

/// A statement that runs on a thread of its own and writes its columns into the caller's memory.
///
/// How many rows come is not known before. So the fetch halts whenever memory is short, says how
/// much each part wants, and goes on when it is there:
///
/// ```text
/// RUNNING --> NEEDS_ROOM --place--> RUNNING ... --> DONE
/// ```
///
/// The memory is the caller's: zeroed, kept until the fetch is DONE or closed. Larger memory begins
/// with what the smaller had (`realloc`, `mremap`); so no row is copied twice. One thread calls
/// `await` and `place`; `cancel` may come from any.
public final class Fetch implements AutoCloseable {
    public enum State {
        RUNNING,
        NEEDS_ROOM,
        DONE
    }

    private final FetchedStatement statement;
    private final Decimals decimals;
    private List<FetchedColumn> columns = List.of();
    private List<ColumnSink> sinks = List.of();
    private List<Part> parts = List.of();
    private State state = State.RUNNING;
    private Throwable failure;
    private boolean cancelled;
    private boolean hasRows;
    private long changedRows = -1;
    private volatile long rows;

    private Fetch(FetchedStatement statement, Decimals decimals) {
        this.statement = statement;
        this.decimals = decimals;
    }

    public static Fetch start(FetchedStatement statement, Decimals decimals) {
        Fetch fetch = new Fetch(statement, decimals);
        Thread.ofPlatform().daemon().name("almagest-fetch").start(fetch::run);
        return fetch;
    }

    /// Has the JIT compile what reads pages, on a thread of its own: for a process that has just been
    /// started and whose user still types.
    public static void prepare() {
        DecodeKernels.warmUpAside();
    }

    // ---- the caller's side ----

    /// Waits until the fetch needs something or is done, at most so long. Throws what the statement
    /// failed with.
    public synchronized State await(long millis) throws SQLException, InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (state == State.RUNNING) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        if (state == State.DONE && failure != null) {
            throw failure instanceof SQLException told
                    ? told
                    : new SQLException("an error inside Almagest: " + failure, "XX000", failure);
        }
        return state;
    }

    /// Answers whether the statement has rows; meaningful when `await` gave anything but RUNNING.
    public synchronized boolean hasRows() {
        return hasRows;
    }

    /// Answers how many rows a statement without rows has changed; -1 for one that has rows.
    public synchronized long changedRows() {
        return changedRows;
    }

    public synchronized List<FetchedColumn> columns() {
        return columns;
    }

    /// Answers the rows that were written so far.
    public long rows() {
        return rows;
    }

    /// Answers the bytes that each part must have so that the fetch can go on.
    public synchronized long[] wantedBytes() {
        return parts.stream().mapToLong(Part::wantedBytes).toArray();
    }

    /// Answers the bytes that were written to each part; 0 for a mask without NULLs.
    public synchronized long[] writtenBytes() {
        return parts.stream().mapToLong(Part::writtenBytes).toArray();
    }

    /// Gives each part its memory, direct buffers, and goes on.
    public void place(ByteBuffer... buffers) {
        place(Arrays.stream(buffers).map(MemorySegment::ofBuffer).toList());
    }

    /// Gives each part its memory by address, and goes on. For callers whose memory is not the JVM's;
    /// what lies there must stay until the fetch is done or closed.
    @SuppressWarnings("restricted")
    public void place(long[] addresses, long[] bytes) {
        List<MemorySegment> memory = new ArrayList<>();
        for (int i = 0; i < addresses.length; i++) {
            memory.add(MemorySegment.ofAddress(addresses[i]).reinterpret(bytes[i]));
        }
        place(memory);
    }

    private synchronized void place(List<MemorySegment> memory) {
        if (state != State.NEEDS_ROOM || memory.size() != parts.size()) {
            throw new IllegalArgumentException("memory is given for all " + parts.size()
                    + " parts, while the fetch needs room: " + memory.size() + " parts, " + state);
        }
        for (int i = 0; i < parts.size(); i++) {
            parts.get(i).moveTo(memory.get(i));
        }
        state = State.RUNNING;
        notifyAll();
    }

    /// Answers the share of the pages that the query's scans have been through, 0 to 1. It says
    /// nothing of what comes behind the scans.
    public double progress() {
        ScanMetrics scanned = statement.scanned();
        long toRead = scanned.pagesPlanned() - scanned.pagesPruned() - scanned.pagesAnswered();
        return toRead <= 0 ? 0 : Math.min(1, (double) scanned.pagesRead() / toRead);
    }

    /// Answers the rows that the query's scans have read so far.
    public long rowsScanned() {
        return statement.scanned().rowsScanned();
    }

    /// Stops the statement: `await` fails with 57014 soon, unless it was done.
    public void cancel() {
        synchronized (this) {
            cancelled = true;
            notifyAll();
        }
        statement.cancel();
    }

    /// Stops the statement and waits until nothing writes to the caller's memory any more.
    @Override
    public void close() {
        cancel();
        boolean interrupted = false;
        synchronized (this) {
            while (state != State.DONE) {
                try {
                    wait();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // ---- the thread's side ----

    private void run() {
        try (statement) {
            switch (statement.start()) {
                case FetchedStatement.Answer.Done(long changed) -> done(changed);
                case FetchedStatement.Answer.Rows(var found) -> {
                    begin(found);
                    read();
                }
            }
        } catch (Throwable failed) {
            synchronized (this) {
                failure = failed;
            }
        } finally {
            synchronized (this) {
                state = State.DONE;
                notifyAll();
            }
        }
    }

    private synchronized void done(long changed) {
        changedRows = changed;
    }

    private synchronized void begin(List<ResultColumn> found) {
        List<FetchedColumn> described = new ArrayList<>();
        List<ColumnSink> made = new ArrayList<>();
        List<Part> all = new ArrayList<>();
        for (ResultColumn column : found) {
            ColumnSink sink = ColumnSink.of(column.type(), decimals);
            described.add(new FetchedColumn(column, decimals, all.size()));
            made.add(sink);
            all.addAll(sink.parts());
        }
        columns = List.copyOf(described);
        sinks = List.copyOf(made);
        parts = List.copyOf(all);
        hasRows = true;
    }

    private void read() throws SQLException, InterruptedException {
        Batch batch = new Batch(sinks.size());
        Picks picks = new Picks();
        while (statement.next(batch)) {
            picks.rowsOf(batch);
            for (int i = 0; i < sinks.size(); i++) {
                sinks.get(i).reserve(batch.column(i), picks);
            }
            if (parts.stream().anyMatch(Part::isShort)) {
                awaitRoom();
            }
            for (int i = 0; i < sinks.size(); i++) {
                sinks.get(i).append(batch.column(i), picks);
            }
            rows += picks.count();
        }
    }

    /// Halts until there is memory. A cancelled fetch is let go on without: its statement fails.
    private synchronized void awaitRoom() throws SQLException, InterruptedException {
        state = State.NEEDS_ROOM;
        notifyAll();
        while (state == State.NEEDS_ROOM) {
            if (cancelled) {
                throw new SQLException("the query was cancelled", "57014");
            }
            wait();
        }
    }
}
