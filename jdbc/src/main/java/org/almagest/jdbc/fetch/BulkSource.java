package org.almagest.jdbc.fetch;

import java.sql.SQLException;

/// What a connection unwraps to when results are wanted in bulk.
public interface BulkSource {
    /// Begins to run a statement on a thread of its own. Fails where it cannot be parsed or a
    /// parameter (`?` in the text, in order) is missing or of no use; what fails later, `Fetch.await`
    /// tells.
    Fetch fetch(String sql, Decimals decimals, Object... parameters) throws SQLException;
}
