package org.almagest.columnar.scan;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// A planned scan. `claim` and `reader` may be called from any thread; closing it releases what its
/// readers did not.
public interface Scan extends AutoCloseable {
    /// Answers, for each predicate of the request in order, whether the rows delivered satisfy it.
    List<Answer> answers();

    /// Answers what is known of rows that satisfy the predicates and are not delivered, where the
    /// request asks for totals.
    default List<RowTotals> totals() {
        return List.of();
    }

    /// Answers how many morsels there will be, where that is known now.
    OptionalInt morselCount();

    /// Hands out the next morsel in ascending order of index; empty when there are no more. May
    /// block on I/O for sources that find their morsels by reading.
    Optional<? extends Morsel> claim();

    /// Makes a reader for one thread.
    MorselReader reader();

    /// Answers what was planned, read and skipped so far.
    ScanMetrics metrics();

    @Override
    void close();
}
