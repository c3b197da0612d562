package org.almagest.jdbc;

import java.sql.SQLException;

/// What an astronomer knows of a result's columns, from `ResultSetMetaData.unwrap`:
///
/// `result.getMetaData().unwrap(ColumnMeanings.class).unit(1)`
///
/// Columns are numbered from 1; an empty text means that nothing is known.
public interface ColumnMeanings {
    /// Answers the unit as its source wrote it, such as `mas` or `km/s`.
    String unit(int column) throws SQLException;

    /// Answers the unified content descriptor, such as `pos.eq.ra;meta.main`.
    String ucd(int column) throws SQLException;

    /// Answers what the column is, in words.
    String description(int column) throws SQLException;
}
