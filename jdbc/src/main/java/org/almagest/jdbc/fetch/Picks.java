package org.almagest.jdbc.fetch;

import java.util.Arrays;
import org.almagest.columnar.vector.Batch;

/// Which rows of a vector are taken, in order: a range, or a list in which `NONE` stands for a NULL
/// that the vector does not have.
final class Picks {
    static final int NONE = -1;

    private int[] list = new int[1024];
    private boolean listed;
    private int start;
    private int count;

    void range(int first, int rows) {
        listed = false;
        start = first;
        count = rows;
    }

    void rowsOf(Batch batch) {
        if (batch.hasSelection()) {
            beginList();
            ensure(batch.size());
            System.arraycopy(batch.selection(), 0, list, 0, batch.size());
            count = batch.size();
        } else {
            range(0, batch.rowCount());
        }
    }

    void beginList() {
        listed = true;
        count = 0;
    }

    void add(int row) {
        ensure(count + 1);
        list[count++] = row;
    }

    private void ensure(int rows) {
        if (rows > list.length) {
            list = Arrays.copyOf(list, Math.max(rows, list.length * 2));
        }
    }

    boolean isRange() {
        return !listed;
    }

    int start() {
        return start;
    }

    int count() {
        return count;
    }

    int at(int i) {
        return listed ? list[i] : start + i;
    }
}
