package org.almagest.jdbc;

import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;

/// A savepoint of a connection: numbered through, with the name that was given.
record NumberedSavepoint(int number, Optional<String> name) implements Savepoint {
    /// Answers what it is called in SQL; names of the caller may repeat, these do not.
    String sqlName() {
        return "\"savepoint " + number + "\"";
    }

    static String sqlName(Savepoint savepoint) throws SQLException {
        if (savepoint instanceof NumberedSavepoint ours) {
            return ours.sqlName();
        }
        throw Failures.wrongState("the savepoint is of another driver");
    }

    @Override
    public int getSavepointId() throws SQLException {
        if (name.isPresent()) {
            throw Failures.wrongState("the savepoint has a name and no number");
        }
        return number;
    }

    @Override
    public String getSavepointName() throws SQLException {
        return name.orElseThrow(() -> Failures.wrongState("the savepoint has a number and no name"));
    }
}
