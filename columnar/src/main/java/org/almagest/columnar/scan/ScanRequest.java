package org.almagest.columnar.scan;

import java.util.List;
import java.util.Optional;

/// What a query wants of a table: the columns to deliver (positions in the schema, in the order of
/// the batch), the predicates, all of which must hold, predicates that tighten on the way, and what
/// is of interest in columns. Predicates may name columns that are not delivered.
///
/// An interest leaves rows out of nothing: it says that a value of its column that satisfies none
/// of the column's interests may as well come as NULL, so that the scan need not read it (the
/// greatest value of all is wanted, and a page has none above what was seen). A column without
/// interests is delivered as it is.
///
/// Who asks for `totals` counts rows and looks at numbers of values, at least and greatest values,
/// and at nothing else: rows of which a scan knows all that without reading come as `Scan.totals()`
/// and are not delivered.
///
/// A source that `samplesPages` leaves out the pages that a `sample` does not take; others are not
/// asked for one.
///
/// An `access` asks for rows to be found through an index; it changes neither which rows come nor what
/// is promised of them, but perhaps their order.
public record ScanRequest(
        List<Integer> columns,
        List<ColumnPredicate> predicates,
        List<DynamicPredicate> dynamics,
        List<ColumnInterest> interests,
        boolean totals,
        Optional<Sample> sample,
        Optional<IndexAccess> access) {
    public ScanRequest {
        columns = List.copyOf(columns);
        predicates = List.copyOf(predicates);
        dynamics = List.copyOf(dynamics);
        interests = List.copyOf(interests);
    }

    /// Asks without a sample.
    public ScanRequest(
            List<Integer> columns,
            List<ColumnPredicate> predicates,
            List<DynamicPredicate> dynamics,
            List<ColumnInterest> interests,
            boolean totals) {
        this(columns, predicates, dynamics, interests, totals, Optional.empty(), Optional.empty());
    }

    /// Answers the same request of some pages alone; totals are of all, so there are none.
    public ScanRequest sampled(Sample sample) {
        return new ScanRequest(columns, predicates, dynamics, interests, false, Optional.of(sample), access);
    }

    /// Answers the same request of rows that are found through an index.
    public ScanRequest through(IndexAccess index) {
        return new ScanRequest(columns, predicates, dynamics, interests, totals, sample, Optional.of(index));
    }

    /// Answers the same request of rows that are not found through an index.
    public ScanRequest withoutIndex() {
        return new ScanRequest(columns, predicates, dynamics, interests, totals, sample, Optional.empty());
    }

    /// Asks for every row.
    public ScanRequest(
            List<Integer> columns,
            List<ColumnPredicate> predicates,
            List<DynamicPredicate> dynamics,
            List<ColumnInterest> interests) {
        this(columns, predicates, dynamics, interests, false);
    }

    /// Asks without interests: every value is delivered as it is.
    public ScanRequest(List<Integer> columns, List<ColumnPredicate> predicates, List<DynamicPredicate> dynamics) {
        this(columns, predicates, dynamics, List.of());
    }

    /// Asks for columns of every row.
    public static ScanRequest of(List<Integer> columns) {
        return new ScanRequest(columns, List.of(), List.of());
    }
}
