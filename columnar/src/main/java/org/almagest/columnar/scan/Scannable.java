package org.almagest.columnar.scan;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.almagest.columnar.schema.TableSchema;

/// Anything that gives rows in batches: a snapshot of a stored table (segments and delta), a FITS
/// or CSV file read in place, generated rows. Operators never learn which. Immutable and
/// thread-safe; it stays the same snapshot for its whole life.
public interface Scannable {
    /// Says in a few words what it is, for EXPLAIN: `table stars`, `read_fits('x.fits')`.
    String describe();

    TableSchema schema();

    /// Answers the number of rows, where it is known without reading.
    OptionalLong rowCount();

    /// Answers what is known of a column's values without reading them.
    Optional<ColumnStatistics> statistics(int column);

    /// Answers which share of the range of a column's values a page covers on average, where that is
    /// known: near 0 where rows lie in the column's order, near 1 where they are shuffled.
    default OptionalDouble pageSpread(int column) {
        return OptionalDouble.empty();
    }

    /// Answers whether it is certain that no two rows have the same value of a column, and none is NULL.
    default boolean isUnique(int column) {
        return false;
    }

    /// Answers what scans of this source will make of a predicate: `EXACT` is a promise.
    default Answer answer(ColumnPredicate predicate) {
        return Answer.PRUNED;
    }

    /// Answers whether scans heed the sample of a request and read the pages that it takes alone.
    default boolean samplesPages() {
        return false;
    }

    /// Plans a scan: reads metadata, prunes row groups and pages, opens nothing else. The caller
    /// closes it.
    Scan scan(ScanRequest request);
}
