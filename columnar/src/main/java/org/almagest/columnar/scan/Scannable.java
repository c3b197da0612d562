package org.almagest.columnar.scan;

import java.util.List;
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

    /// Answers which share of the pages may hold a value of a column, on average, where that is known: that of a page
    /// or two where rows lie in the column's order, all of them where they are shuffled.
    default OptionalDouble pageOverlap(int column) {
        return OptionalDouble.empty();
    }

    /// Answers whether it is certain that no two rows have the same value of a column, and none is NULL.
    default boolean isUnique(int column) {
        return false;
    }

    /// Answers the indexes through which a [ScanRequest] may ask for rows.
    default List<IndexDescription> indexes() {
        return List.of();
    }

    /// Answers what an index has of the rows that satisfy predicates. Empty where they say nothing by which its
    /// entries can be found. Costs a few binary searches per segment, which may read a few pages.
    default Optional<IndexSurvey> surveyIndex(String index, List<ColumnPredicate> predicates) {
        return Optional.empty();
    }

    /// Answers how many rows the pages have, about, in which the rows of an index's entries lie that satisfy
    /// predicates: some of the entries are picked, which may read as many pages. Empty where nothing speaks for
    /// less than all rows.
    default OptionalLong rowsAround(String index, List<ColumnPredicate> predicates) {
        return OptionalLong.empty();
    }

    /// Answers what scans of this source will make of a predicate: `EXACT` is a promise.
    default Answer answer(ColumnPredicate predicate) {
        return Answer.PRUNED;
    }

    /// Answers whether scans heed the sample of a request and read the pages that it takes alone.
    default boolean samplesPages() {
        return false;
    }

    /// Answers a sample of the rows, where the source keeps one.
    default Optional<RowSample> rowSample() {
        return Optional.empty();
    }

    /// Answers the columns whose combinations of values were counted.
    default List<Combinations> combinations() {
        return List.of();
    }

    /// Answers what a scan would read, where that is known from metadata alone.
    default Optional<ScanSurvey> survey(ScanRequest request) {
        return Optional.empty();
    }

    /// Plans a scan: reads metadata, prunes row groups and pages, opens nothing else. The caller
    /// closes it.
    Scan scan(ScanRequest request);
}
