package org.almagest.exec.aggregate;

/// Finds groups while rows come in ascending order of their keys: a row is of the last group, or the
/// first of a new one. No hash, and no memory but the keys. It ends with the first row whose key is
/// less than the one before it; all groups before can then be found by hash.
final class AscendingKeys {
    private long last;

    /// Sets `groups[row]` for rows in their order, which must not be fewer than one, until a key is
    /// less than the one before it; answers how many rows were done. New keys become groups of the
    /// table, unfindable until it is told to index them.
    int assign(long[] keys, int[] rows, int count, GroupTable table, int[] groups) {
        int group = table.size() - 1;
        long key = group < 0 ? keys[rows[0]] : last;
        if (group < 0) {
            group = table.append(key);
        }
        int done = 0;
        while (done < count) {
            int row = rows[done];
            long next = keys[row];
            if (next < key) {
                break;
            }
            if (next > key) {
                group = table.append(next);
                key = next;
            }
            groups[row] = group;
            done++;
        }
        last = key;
        return done;
    }
}
