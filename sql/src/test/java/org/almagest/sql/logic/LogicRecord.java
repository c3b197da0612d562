package org.almagest.sql.logic;

import java.util.List;

/// One record of a sqllogictest file. `line` is where it begins, from 1; `skippedBecause` says why
/// engines of PostgreSQL's dialect pass it over, or is empty.
sealed interface LogicRecord {
    int line();

    String sql();

    /// The words behind `skipif postgresql #`, `onlyif` of another engine, or nothing.
    String skippedBecause();

    /// A statement that must succeed, or must fail.
    record Execute(int line, String sql, boolean succeeds, String skippedBecause) implements LogicRecord {}

    /// A query.
    ///
    /// @param types one letter a column: I, T or R
    /// @param label queries of a file with the same one have the same rows; may be empty
    /// @param expected values, one after the other, or the one line `N values hashing to MD5`
    record Query(
            int line, String sql, String types, Order order, String label, List<String> expected, String skippedBecause)
            implements LogicRecord {}

    /// How values are ordered before they are compared.
    enum Order {
        NOSORT,
        ROWSORT,
        VALUESORT
    }
}
