package org.almagest.exec.aggregate;

/// The groups of a partition by the places of their keys in its domain: no hash, and no key to compare.
final class ChunkIndex {
    private final ChunkedDomain domain;

    /// The group at each place, and 1.
    private final int[] groups;

    ChunkIndex(ChunkedDomain domain) {
        this.domain = domain;
        groups = new int[domain.places()];
    }

    /// Finds the groups of rows; keys not seen before become groups of the table.
    void assign(long[] keys, int[] rows, int count, GroupTable table, int[] out) {
        long low = domain.low();
        long most = domain.high() - low;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long key = keys[row];
            long distance = key - low;
            if (distance < 0 || distance > most) {
                out[row] = table.findOne(key);
                continue;
            }
            int place = domain.place(key);
            int group = groups[place];
            if (group == 0) {
                group = table.append(key) + 1;
                groups[place] = group;
            }
            out[row] = group - 1;
        }
    }

    long heapBytes() {
        return 4L * groups.length;
    }
}
