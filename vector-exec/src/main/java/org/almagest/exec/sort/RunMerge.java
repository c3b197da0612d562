package org.almagest.exec.sort;

import java.util.List;

/// Merges parts of sorted runs: a binary heap of runs by their next row, whose first word is kept
/// at hand.
final class RunMerge {
    private final List<int[]> runs;
    private final RowOrder order;
    private final int[] next;
    private final int[] end;
    private final long[] word;
    private final int[] heap;
    private int size;

    RunMerge(List<int[]> runs, RowOrder order) {
        this.runs = runs;
        this.order = order;
        next = new int[runs.size()];
        end = new int[runs.size()];
        word = new long[runs.size()];
        heap = new int[runs.size()];
    }

    /// Starts at `from[run]` of each run and ends before `to[run]`.
    void open(int[] from, int[] to) {
        size = 0;
        for (int run = 0; run < next.length; run++) {
            next[run] = from[run];
            end[run] = to[run];
            if (next[run] < end[run]) {
                load(run);
                heap[size] = run;
                up(size++);
            }
        }
    }

    private void load(int run) {
        word[run] = order.firstWord(runs.get(run)[next[run]]) ^ Long.MIN_VALUE;
    }

    boolean hasNext() {
        return size > 0;
    }

    /// Answers the id of the next row in order.
    int next() {
        int run = heap[0];
        int id = runs.get(run)[next[run]++];
        if (next[run] < end[run]) {
            load(run);
        } else {
            heap[0] = heap[--size];
        }
        down();
        return id;
    }

    private boolean before(int a, int b) {
        if (word[a] != word[b]) {
            return word[a] < word[b];
        }
        return order.compare(runs.get(a)[next[a]], runs.get(b)[next[b]]) < 0;
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
        while (true) {
            int least = at;
            int left = 2 * at + 1;
            if (left < size && before(heap[left], heap[least])) {
                least = left;
            }
            if (left + 1 < size && before(heap[left + 1], heap[least])) {
                least = left + 1;
            }
            if (least == at) {
                return;
            }
            swap(at, least);
            at = least;
        }
    }

    private void swap(int a, int b) {
        int run = heap[a];
        heap[a] = heap[b];
        heap[b] = run;
    }
}
