package org.almagest.jdbc;

import java.io.IOException;
import java.lang.ref.Cleaner;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.almagest.exec.expression.Expression;
import org.almagest.sql.session.Preparation;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.ResultColumn;
import org.almagest.sql.syntax.Parser;

/// Runs one statement at a time; a result that is still open closes when the next one starts. Used
/// by one thread at a time, except for `cancel` and `close`. One that is garbage is closed.
class EngineStatement extends LimitedStatement implements AlmagestStatement, ResultOwner, Unwrapping {
    private final AlmagestConnection connection;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final List<String> batch = new ArrayList<>();
    private final OpenRows open;
    private final Cleaner.Cleanable watch;
    private Optional<AlmagestResultSet> result = Optional.empty();
    private Optional<ArrowResult> arrow = Optional.empty();
    private long updateCount = -1;
    private boolean closeOnCompletion;

    EngineStatement(AlmagestConnection connection) {
        this.connection = connection;
        open = new OpenRows(connection.openRows());
        watch = open.watch(this);
    }

    // ---- running ----

    final AlmagestConnection connection() {
        return connection;
    }

    /// Answers the rows of the open result, for a reader that takes them batch by batch.
    final Optional<QueryRows> rows() {
        return open.rows();
    }

    /// Answers the columns of the open result.
    final List<ResultColumn> columns() {
        return result.map(AlmagestResultSet::columns).orElse(List.of());
    }

    static Preparation parse(String sql) throws SQLException {
        try {
            return new Preparation(Parser.parseStatement(sql));
        } catch (RuntimeException failure) {
            throw Failures.of(failure, sql);
        }
    }

    /// Runs a parsed statement; answers whether it has rows.
    final boolean run(String sql, Preparation preparation, List<Expression.Literal> parameters) throws SQLException {
        requireOpen();
        closeResult();
        updateCount = -1;
        StatementKind kind = StatementKind.of(preparation.statement());
        connection.requireAllowed(kind);
        TimeLimit limit = new TimeLimit(getQueryTimeout());
        Result answer = limit.during(
                sql, () -> connection.cancelStart(this), () -> connection.execute(this, preparation, parameters));
        switch (answer) {
            case Result.Rows(var columns, var stream) -> {
                QueryRows reader = held(new QueryRows(sql, stream, limit));
                result = Optional.of(new AlmagestResultSet(columns, reader, getLargeMaxRows(), this));
            }
            case Result.Done(var tag, long count) -> updateCount = Math.max(count, 0);
        }
        return result.isPresent();
    }

    final ResultSet runQuery(String sql, Preparation preparation, List<Expression.Literal> parameters)
            throws SQLException {
        if (StatementKind.of(preparation.statement()) != StatementKind.QUERY) {
            throw Failures.wrongState("the statement has no rows: use execute or executeUpdate");
        }
        run(sql, preparation, parameters);
        return result.orElseThrow();
    }

    final ArrowResult runArrow(String sql, Preparation preparation, List<Expression.Literal> parameters)
            throws SQLException {
        requireOpen();
        if (StatementKind.of(preparation.statement()) != StatementKind.QUERY) {
            throw Failures.wrongState("the statement has no rows: use execute or executeUpdate");
        }
        closeResult();
        updateCount = -1;
        TimeLimit limit = new TimeLimit(getQueryTimeout());
        Result.Rows answer = (Result.Rows) limit.during(
                sql, () -> connection.cancelStart(this), () -> connection.execute(this, preparation, parameters));
        QueryRows reader = held(new QueryRows(sql, answer.stream(), limit));
        try {
            ArrowResult made = new ArrowResult(answer.columns(), reader, getLargeMaxRows(), connection.memory(), this);
            open.hold(made.stream());
            arrow = Optional.of(made);
            return made;
        } catch (RuntimeException failed) {
            open.forget();
            reader.close();
            throw reader.failure(failed);
        }
    }

    /// Holds a query that has begun. The statement may have been closed while it began: either `close`
    /// sees the query and ends it, or it is seen here.
    private QueryRows held(QueryRows reader) throws SQLException {
        open.hold(reader);
        if (closed.get()) {
            reader.close();
            throw Failures.closed("statement");
        }
        return reader;
    }

    @Override
    public ArrowResult executeArrow(String sql) throws SQLException {
        return runArrow(sql, parse(sql), List.of());
    }

    final long runUpdate(String sql, Preparation preparation, List<Expression.Literal> parameters) throws SQLException {
        if (StatementKind.of(preparation.statement()) == StatementKind.QUERY) {
            throw Failures.wrongState("the statement answers rows: use execute or executeQuery");
        }
        run(sql, preparation, parameters);
        return updateCount;
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        return run(sql, parse(sql), List.of());
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        return runQuery(sql, parse(sql), List.of());
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        return runUpdate(sql, parse(sql), List.of());
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        return count(executeLargeUpdate(sql));
    }

    @Override
    public boolean execute(String sql, int generatedKeys) throws SQLException {
        requireNoKeys(generatedKeys);
        return execute(sql);
    }

    @Override
    public int executeUpdate(String sql, int generatedKeys) throws SQLException {
        requireNoKeys(generatedKeys);
        return executeUpdate(sql);
    }

    @Override
    public long executeLargeUpdate(String sql, int generatedKeys) throws SQLException {
        requireNoKeys(generatedKeys);
        return executeLargeUpdate(sql);
    }

    static void requireNoKeys(int generatedKeys) throws SQLException {
        if (generatedKeys != Statement.NO_GENERATED_KEYS) {
            throw Failures.unsupported("RETURN_GENERATED_KEYS");
        }
    }

    /// Narrows a count as JDBC's older methods want it.
    static int count(long rows) {
        return (int) Math.min(rows, Integer.MAX_VALUE);
    }

    // ---- batches ----

    @Override
    public void addBatch(String sql) throws SQLException {
        requireOpen();
        batch.add(sql);
    }

    @Override
    public void clearBatch() throws SQLException {
        requireOpen();
        batch.clear();
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return Arrays.stream(executeLargeBatch())
                .mapToInt(EngineStatement::count)
                .toArray();
    }

    /// Runs the statements in order, each a transaction of its own, up to the first that fails.
    @Override
    public long[] executeLargeBatch() throws SQLException {
        requireOpen();
        List<String> statements = List.copyOf(batch);
        batch.clear();
        return runAll(statements.size(), i -> executeLargeUpdate(statements.get(i)));
    }

    /// One member of a batch.
    interface Member {
        long run(int index) throws SQLException;
    }

    static long[] runAll(int members, Member member) throws SQLException {
        long[] counts = new long[members];
        for (int i = 0; i < members; i++) {
            try {
                counts[i] = member.run(i);
            } catch (SQLException failure) {
                throw new BatchUpdateException(
                        "statement " + (i + 1) + " of " + members + " of the batch: " + failure.getMessage(),
                        failure.getSQLState(),
                        failure.getErrorCode(),
                        Arrays.copyOf(counts, i),
                        failure);
            }
        }
        return counts;
    }

    // ---- results ----

    @Override
    public ResultSet getResultSet() throws SQLException {
        requireOpen();
        return result.orElse(null);
    }

    @Override
    public long getLargeUpdateCount() throws SQLException {
        requireOpen();
        return updateCount;
    }

    @Override
    public int getUpdateCount() throws SQLException {
        return count(getLargeUpdateCount());
    }

    /// There is never more than one result.
    @Override
    public boolean getMoreResults() throws SQLException {
        return getMoreResults(CLOSE_CURRENT_RESULT);
    }

    @Override
    public boolean getMoreResults(int current) throws SQLException {
        requireOpen();
        if (current != CLOSE_CURRENT_RESULT && current != CLOSE_ALL_RESULTS) {
            throw Failures.unsupported("KEEP_CURRENT_RESULT");
        }
        closeResult();
        updateCount = -1;
        return false;
    }

    private void closeResult() throws SQLException {
        if (arrow.isPresent()) {
            ArrowResult last = arrow.get();
            arrow = Optional.empty();
            open.forget();
            try {
                last.close();
            } catch (IOException failed) {
                throw failed.getCause() instanceof SQLException cause ? cause : Failures.of(failed);
            }
        }
        if (result.isPresent()) {
            AlmagestResultSet last = result.get();
            result = Optional.empty();
            open.forget();
            last.close();
        }
    }

    @Override
    public final Optional<Statement> statement() {
        return Optional.of(this);
    }

    @Override
    public final void resultClosed() throws SQLException {
        if (closeOnCompletion && (result.isPresent() || arrow.isPresent())) {
            close();
        }
    }

    // ---- ending ----

    /// Stops what the statement runs: its caller gets 57014. Any thread may call it; without
    /// anything running it does nothing.
    @Override
    public void cancel() throws SQLException {
        requireOpen();
        stop();
    }

    /// Does what `cancel` does, also where the statement is closed already.
    final void stop() {
        open.cancel();
        connection.cancelStart(this);
    }

    @Override
    public void close() throws SQLException {
        if (closed.compareAndSet(false, true)) {
            connection.forget(this);
            try {
                closeResult();
            } finally {
                connection.openRows().remove(open);
                watch.clean();
            }
        }
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    final void requireOpen() throws SQLException {
        if (closed.get()) {
            throw Failures.closed("statement");
        }
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        requireOpen();
        closeOnCompletion = true;
    }

    @Override
    public boolean isCloseOnCompletion() throws SQLException {
        requireOpen();
        return closeOnCompletion;
    }

    // ---- settings ----

    @Override
    public Connection getConnection() throws SQLException {
        requireOpen();
        return connection;
    }
}
