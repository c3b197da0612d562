package org.almagest.exec.window;

import org.almagest.columnar.vector.ColumnVector;

/// Some consecutive positions of ordered rows, at most a batch of them, and for each its partition
/// and its group of peers, as positions. Owned by one thread; filled batch after batch of a morsel.
final class Positions {
    final int[] partitionStart = new int[ColumnVector.BATCH_ROWS];
    final int[] partitionEnd = new int[ColumnVector.BATCH_ROWS];
    final int[] peersStart = new int[ColumnVector.BATCH_ROWS];
    final int[] peersEnd = new int[ColumnVector.BATCH_ROWS];
    private final OrderedRows rows;
    private final boolean needsPeers;
    private int from;
    private int count;
    private int morselEnd;
    private int boundsEnd;
    private int currentPartition;
    private int currentPartitionEnd;
    private int currentPeers;
    private int currentPeersEnd;

    Positions(OrderedRows rows, boolean needsPeers) {
        this.rows = rows;
        this.needsPeers = needsPeers;
    }

    /// Starts before the first batch of a morsel.
    void open(OrderedRows.Cut cut) {
        from = cut.from();
        count = 0;
        morselEnd = cut.to();
        boundsEnd = cut.partitionEnd();
        currentPartition = cut.partitionStart();
        currentPartitionEnd = rows.partitionEnd(cut.from(), boundsEnd);
        if (needsPeers) {
            currentPeers = rows.peersStart(cut.from(), currentPartition);
            currentPeersEnd = rows.peersEnd(cut.from(), currentPartitionEnd);
        }
    }

    /// Goes on to the next batch; answers whether there is one.
    boolean next() {
        from += count;
        count = Math.min(ColumnVector.BATCH_ROWS, morselEnd - from);
        for (int i = 0; i < count; i++) {
            int position = from + i;
            if (position == currentPartitionEnd) {
                currentPartition = position;
                currentPartitionEnd = rows.partitionEnd(position, boundsEnd);
                currentPeersEnd = position;
            }
            partitionStart[i] = currentPartition;
            partitionEnd[i] = currentPartitionEnd;
            if (needsPeers) {
                if (position == currentPeersEnd) {
                    currentPeers = position;
                    currentPeersEnd = rows.peersEnd(position, currentPartitionEnd);
                }
                peersStart[i] = currentPeers;
                peersEnd[i] = currentPeersEnd;
            }
        }
        return count > 0;
    }

    OrderedRows rows() {
        return rows;
    }

    int from() {
        return from;
    }

    int count() {
        return count;
    }
}
