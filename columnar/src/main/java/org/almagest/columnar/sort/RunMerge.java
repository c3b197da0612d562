package org.almagest.columnar.sort;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.spill.RowFormat;

/// Merges sorted runs: a binary heap of cursors by the row that each stands at. One thread at a
/// time.
final class RunMerge implements AutoCloseable {
    private final List<RunCursor> all;
    private final RunCursor[] heap;
    private int size;

    /// Takes cursors, which it closes.
    RunMerge(List<RunCursor> cursors) {
        all = List.copyOf(cursors);
        heap = new RunCursor[cursors.size()];
        for (RunCursor cursor : all) {
            if (cursor.next()) {
                heap[size] = cursor;
                up(size++);
            }
        }
    }

    boolean hasNext() {
        return size > 0;
    }

    /// Answers the cursor at the least row; `advance` passes it.
    RunCursor least() {
        return heap[0];
    }

    void advance() {
        if (!heap[0].next()) {
            heap[0] = heap[--size];
        }
        down();
    }

    private static boolean before(RunCursor a, RunCursor b) {
        return a.prefix != b.prefix
                ? Long.compareUnsigned(a.prefix, b.prefix) < 0
                : RowFormat.compare(a.row, b.row) < 0;
    }

    private void up(int from) {
        int at = from;
        while (at > 0 && before(heap[at], heap[at - 1 >>> 1])) {
            swap(at, at - 1 >>> 1);
            at = at - 1 >>> 1;
        }
    }

    private void down() {
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (before(heap[at], heap[child])) {
                return;
            }
            swap(at, child);
            at = child;
        }
    }

    private void swap(int a, int b) {
        RunCursor kept = heap[a];
        heap[a] = heap[b];
        heap[b] = kept;
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (RunCursor cursor : all) {
            try {
                cursor.close();
            } catch (RuntimeException failed) {
                failures.add(failed);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }
}
