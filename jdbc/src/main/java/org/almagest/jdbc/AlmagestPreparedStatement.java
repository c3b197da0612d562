package org.almagest.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/// What prepared statements of Almagest can do beyond JDBC.
public interface AlmagestPreparedStatement extends PreparedStatement, AlmagestStatement {
    /// Runs the query with the present values of its parameters; see `AlmagestStatement.executeArrow`.
    ArrowResult executeArrow() throws SQLException;
}
