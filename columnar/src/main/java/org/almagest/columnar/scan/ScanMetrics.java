package org.almagest.columnar.scan;

/// What a scan planned, read and skipped. A page here is one column's; `pagesPruned` were skipped
/// by zone maps, `blocksSkipped` by block bounds or because no row of theirs survived. `poolHits`
/// and `poolMisses` count page requests. `rowsAnswered` were not read because zone maps said all that was
/// asked of them, nor were `pagesAnswered`, on which they stand. `pagesRefused` are those of
/// `pagesPruned` that Bloom filters refused. `indexEntries` were found in an index, of which `indexPages`
/// were read to find them.
public record ScanMetrics(
        long rowGroups,
        long rowGroupsPruned,
        long pagesPlanned,
        long pagesPruned,
        long pagesRead,
        long blocksRead,
        long blocksSkipped,
        long rowsScanned,
        long rowsDelivered,
        long bytesRead,
        long poolHits,
        long poolMisses,
        long rowsAnswered,
        long pagesAnswered,
        long pagesRefused,
        long indexEntries,
        long indexPages) {
    public static final ScanMetrics NONE = new ScanMetrics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// Makes the record of a scan that delivers every row.
    public ScanMetrics(
            long rowGroups,
            long rowGroupsPruned,
            long pagesPlanned,
            long pagesPruned,
            long pagesRead,
            long blocksRead,
            long blocksSkipped,
            long rowsScanned,
            long rowsDelivered,
            long bytesRead,
            long poolHits,
            long poolMisses) {
        this(
                rowGroups,
                rowGroupsPruned,
                pagesPlanned,
                pagesPruned,
                pagesRead,
                blocksRead,
                blocksSkipped,
                rowsScanned,
                rowsDelivered,
                bytesRead,
                poolHits,
                poolMisses,
                0,
                0,
                0,
                0,
                0);
    }

    /// Adds two records, such as those of a table's segments.
    public ScanMetrics plus(ScanMetrics other) {
        return new ScanMetrics(
                rowGroups + other.rowGroups,
                rowGroupsPruned + other.rowGroupsPruned,
                pagesPlanned + other.pagesPlanned,
                pagesPruned + other.pagesPruned,
                pagesRead + other.pagesRead,
                blocksRead + other.blocksRead,
                blocksSkipped + other.blocksSkipped,
                rowsScanned + other.rowsScanned,
                rowsDelivered + other.rowsDelivered,
                bytesRead + other.bytesRead,
                poolHits + other.poolHits,
                poolMisses + other.poolMisses,
                rowsAnswered + other.rowsAnswered,
                pagesAnswered + other.pagesAnswered,
                pagesRefused + other.pagesRefused,
                indexEntries + other.indexEntries,
                indexPages + other.indexPages);
    }
}
