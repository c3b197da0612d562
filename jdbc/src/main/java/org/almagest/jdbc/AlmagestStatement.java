package org.almagest.jdbc;

import java.sql.SQLException;
import java.sql.Statement;

/// What statements of Almagest can do beyond JDBC:
///
/// ```java
/// AlmagestStatement bulk = statement.unwrap(AlmagestStatement.class);
/// try (ArrowResult stars = bulk.executeArrow("SELECT ra, dec FROM stars")) {
///     stars.transferTo(out);
/// }
/// ```
public interface AlmagestStatement extends Statement {
    /// Runs a query; its rows come as an Arrow IPC stream. The limits on rows and on time hold, and
    /// `cancel` stops it. The result is the statement's only one: the next statement closes it.
    ArrowResult executeArrow(String sql) throws SQLException;
}
