package org.almagest.columnar.segment;

/// What one reader counted since it last told its scan. One thread.
final class ReaderCounts {
    long pagesRead;
    long blocksRead;
    long blocksSkipped;
    long rowsScanned;
    long rowsDelivered;
    private long bytesRead;
    private long poolHits;
    private long poolMisses;

    void pinned(boolean hit, int bytes) {
        if (hit) {
            poolHits++;
        } else {
            poolMisses++;
        }
        bytesRead += bytes;
    }

    /// Adds everything to the scan's counters and starts anew.
    void tell(ScanCounters scan) {
        scan.pagesRead.add(pagesRead);
        scan.blocksRead.add(blocksRead);
        scan.blocksSkipped.add(blocksSkipped);
        scan.rowsScanned.add(rowsScanned);
        scan.rowsDelivered.add(rowsDelivered);
        scan.bytesRead.add(bytesRead);
        scan.poolHits.add(poolHits);
        scan.poolMisses.add(poolMisses);
        pagesRead = 0;
        blocksRead = 0;
        blocksSkipped = 0;
        rowsScanned = 0;
        rowsDelivered = 0;
        bytesRead = 0;
        poolHits = 0;
        poolMisses = 0;
    }
}
