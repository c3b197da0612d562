package org.almagest.jdbc;

import java.sql.SQLException;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.vector.Batch;
import org.almagest.jdbc.fetch.FetchedStatement;

/// A prepared statement as a fetch runs it; closing it closes the statement.
final class PreparedFetch implements FetchedStatement {
    private final EnginePreparedStatement statement;

    PreparedFetch(EnginePreparedStatement statement, Object... parameters) throws SQLException {
        this.statement = statement;
        try {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.requireParameters();
        } catch (SQLException failed) {
            statement.close();
            throw failed;
        }
    }

    @Override
    public Answer start() throws SQLException {
        boolean hasRows = statement.execute();
        return hasRows ? new Answer.Rows(statement.columns()) : new Answer.Done(statement.getLargeUpdateCount());
    }

    @Override
    public boolean next(Batch out) throws SQLException {
        QueryRows rows = statement.rows().orElseThrow(() -> Failures.closed("statement"));
        return rows.next(out);
    }

    @Override
    public ScanMetrics scanned() {
        return statement.rows().map(QueryRows::scanned).orElse(ScanMetrics.NONE);
    }

    @Override
    public void cancel() {
        statement.stop();
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
