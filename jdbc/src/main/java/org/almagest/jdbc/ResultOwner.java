package org.almagest.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/// Whom a result set belongs to.
interface ResultOwner {
    /// A list of the metadata belongs to nobody.
    ResultOwner NOBODY = new ResultOwner() {
        @Override
        public Optional<Statement> statement() {
            return Optional.empty();
        }

        @Override
        public void resultClosed() {}
    };

    Optional<Statement> statement();

    /// Called once, after the result set was closed.
    void resultClosed() throws SQLException;
}
