package org.almagest.columnar.segment;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.almagest.columnar.scan.ScanMetrics;

/// What the readers of one scan counted, added up. Thread-safe.
final class ScanCounters {
    final LongAdder pagesRead = new LongAdder();
    final LongAdder blocksRead = new LongAdder();
    final LongAdder blocksSkipped = new LongAdder();
    final LongAdder rowsScanned = new LongAdder();
    final LongAdder rowsDelivered = new LongAdder();
    final LongAdder bytesRead = new LongAdder();
    final LongAdder poolHits = new LongAdder();
    final LongAdder poolMisses = new LongAdder();

    ScanMetrics metrics(ScanPlan plan, Optional<IndexLookup> lookup) {
        return new ScanMetrics(
                plan.rowGroups(),
                plan.rowGroupsPruned(),
                plan.pagesPlanned(),
                plan.pagesPruned(),
                pagesRead.sum(),
                blocksRead.sum(),
                blocksSkipped.sum(),
                rowsScanned.sum(),
                rowsDelivered.sum(),
                bytesRead.sum(),
                poolHits.sum(),
                poolMisses.sum(),
                plan.rowsAnswered(),
                plan.pagesAnswered(),
                plan.pagesRefused(),
                lookup.map(IndexLookup::entries).orElse(0L),
                lookup.map(IndexLookup::pages).orElse(0L));
    }
}
