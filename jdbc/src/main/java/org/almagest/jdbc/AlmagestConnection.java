package org.almagest.jdbc;

import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.exec.expression.Expression;
import org.almagest.jdbc.fetch.BulkSource;
import org.almagest.jdbc.fetch.Decimals;
import org.almagest.jdbc.fetch.Fetch;
import org.almagest.sql.session.Description;
import org.almagest.sql.session.Preparation;
import org.almagest.sql.session.Result;
import org.almagest.sql.session.Session;

/// A session of an engine. Every statement is a transaction of its own and sees the database as of
/// its start, unless `setAutoCommit(false)`: then a transaction begins with the next statement and
/// ends with `commit` or `rollback`. Several results may be open at once; statements start one after the other. Closing
/// the connection closes its statements and results first.
final class AlmagestConnection extends FixedConnection implements BulkSource, Unwrapping {
    private final String url;
    private final EngineLease lease;
    private final Session session;
    private final ConnectionTransactions transactions;
    private final boolean openedReadOnly;
    /// Weakly held, so that statements that nobody closes can become garbage.
    private final Set<EngineStatement> statements =
            Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    /// The queries of the statements, also of those that are garbage and not yet closed.
    private final Set<OpenRows> openRows = ConcurrentHashMap.newKeySet();

    private final AtomicBoolean closed = new AtomicBoolean();
    private boolean readOnly;
    private Optional<SQLWarning> warning = MissingFlags.warning();
    private final Object startLock = new Object();
    private Optional<EngineStatement> starting = Optional.empty();

    AlmagestConnection(String url, boolean readOnly, EngineLease lease) {
        this.url = url;
        this.lease = lease;
        this.session = lease.engine().session();
        this.transactions = new ConnectionTransactions(session);
        this.openedReadOnly = readOnly;
        this.readOnly = readOnly;
    }

    // ---- for the statements ----

    /// Starts a statement for `owner`; the session serves one at a time.
    Result execute(EngineStatement owner, Preparation preparation, List<Expression.Literal> parameters) {
        synchronized (session) {
            starts(Optional.of(owner));
            try {
                transactions.beforeStatement(preparation.statement());
                return session.execute(preparation, parameters);
            } finally {
                starts(Optional.empty());
            }
        }
    }

    Set<OpenRows> openRows() {
        return openRows;
    }

    /// Answers what is known of a statement before it runs.
    Description describe(Preparation preparation, String sql, int parameters) throws SQLException {
        requireOpen();
        synchronized (session) {
            try {
                return session.describe(preparation, parameters);
            } catch (RuntimeException failure) {
                throw Failures.of(failure, sql);
            }
        }
    }

    MemoryBudget memory() {
        return lease.engine().budget();
    }

    /// Stops `execute` when it serves `owner`: an INSERT that reads a query, for one.
    void cancelStart(EngineStatement owner) {
        synchronized (startLock) {
            if (starting.filter(present -> present == owner).isPresent()) {
                session.cancel();
            }
        }
    }

    /// Whoever sees a statement starting may cancel it before the next one starts.
    private void starts(Optional<EngineStatement> owner) {
        synchronized (startLock) {
            starting = owner;
        }
    }

    void requireAllowed(StatementKind kind) throws SQLException {
        requireOpen();
        if (readOnly && kind == StatementKind.CHANGE) {
            throw Failures.of(SqlState.READ_ONLY, "the connection is read-only");
        }
    }

    void forget(EngineStatement statement) {
        statements.remove(statement);
    }

    private <T extends EngineStatement> T keep(T statement) {
        statements.add(statement);
        return statement;
    }

    // ---- statements ----

    @Override
    public Statement createStatement() throws SQLException {
        requireOpen();
        return keep(new EngineStatement(this));
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        requireForwardReadOnly(type, concurrency);
        return createStatement();
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        requireHeld(holdability);
        return createStatement(type, concurrency);
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        requireOpen();
        return keep(new EnginePreparedStatement(this, sql));
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        EngineStatement.requireNoKeys(generatedKeys);
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
        throw Failures.unsupported("generated keys");
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
        throw Failures.unsupported("generated keys");
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        requireForwardReadOnly(type, concurrency);
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        requireHeld(holdability);
        return prepareStatement(sql, type, concurrency);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        requireOpen();
        return new AlmagestDatabaseMetaData(this, url);
    }

    @Override
    public Fetch fetch(String sql, Decimals decimals, Object... parameters) throws SQLException {
        requireOpen();
        return Fetch.start(new PreparedFetch(keep(new EnginePreparedStatement(this, sql)), parameters), decimals);
    }

    // ---- transactions ----

    @Override
    public boolean getAutoCommit() throws SQLException {
        requireOpen();
        return transactions.isAutoCommit();
    }

    @Override
    public void setAutoCommit(boolean wanted) throws SQLException {
        requireOpen();
        transactions.setAutoCommit(wanted);
    }

    @Override
    public void commit() throws SQLException {
        requireOpen();
        transactions.commit();
    }

    @Override
    public void rollback() throws SQLException {
        requireOpen();
        transactions.rollback();
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        requireOpen();
        return transactions.setSavepoint(Optional.empty());
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        requireOpen();
        return transactions.setSavepoint(Optional.of(name));
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        requireOpen();
        transactions.rollback(savepoint);
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        requireOpen();
        transactions.release(savepoint);
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        requireOpen();
        return TRANSACTION_REPEATABLE_READ;
    }

    /// A statement sees one snapshot; weaker levels get no less.
    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        requireOpen();
        if (level != TRANSACTION_READ_UNCOMMITTED
                && level != TRANSACTION_READ_COMMITTED
                && level != TRANSACTION_REPEATABLE_READ) {
            throw Failures.unsupported("this level of isolation");
        }
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        requireOpen();
        return readOnly;
    }

    @Override
    public void setReadOnly(boolean wanted) throws SQLException {
        requireOpen();
        if (openedReadOnly && !wanted) {
            throw Failures.of(SqlState.READ_ONLY, "the connection was opened with readonly=true");
        }
        readOnly = wanted;
    }

    // ---- catalog and schema ----

    /// Answers the first schema of the search path.
    @Override
    public String getSchema() throws SQLException {
        requireOpen();
        try (Statement statement = createStatement();
                ResultSet path = statement.executeQuery("SHOW search_path")) {
            path.next();
            return path.getString("value").split(", ")[0];
        }
    }

    /// Makes a schema the only one of the search path.
    @Override
    public void setSchema(String schema) throws SQLException {
        requireOpen();
        try (ResultSet found = getMetaData().getSchemas(null, schema)) {
            boolean exists = false;
            while (found.next()) {
                exists |= found.getString("TABLE_SCHEM").equals(schema);
            }
            if (!exists) {
                throw Failures.of(SqlState.UNDEFINED_SCHEMA, "there is no schema " + schema);
            }
        }
        transactions.run("SET search_path = '" + schema.replace("'", "''") + "'");
    }

    /// Says which flags the JVM lacks, until the warnings are cleared.
    @Override
    public SQLWarning getWarnings() throws SQLException {
        requireOpen();
        return warning.orElse(null);
    }

    @Override
    public void clearWarnings() throws SQLException {
        requireOpen();
        warning = Optional.empty();
    }

    // ---- ending ----

    @Override
    void requireOpen() throws SQLException {
        if (closed.get()) {
            throw Failures.closed("connection");
        }
    }

    @Override
    public boolean isClosed() {
        return closed.get();
    }

    @Override
    public boolean isValid(int seconds) throws SQLException {
        if (seconds < 0) {
            throw Failures.of(SqlState.INVALID_PARAMETER, "the time limit must not be negative: " + seconds);
        }
        return !closed.get();
    }

    @Override
    public void close() throws SQLException {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Optional<SQLException> failure = Optional.empty();
        for (EngineStatement statement : statements.toArray(EngineStatement[]::new)) {
            try {
                statement.close();
            } catch (SQLException failed) {
                failure = Optional.of(failed);
            }
        }
        for (OpenRows left : openRows.toArray(OpenRows[]::new)) {
            try {
                left.close();
            } catch (SQLException failed) {
                failure = Optional.of(failed);
            }
        }
        try {
            session.close();
        } catch (RuntimeException failed) {
            failure = Optional.of(Failures.of(failed, ""));
        }
        try {
            lease.close();
        } catch (RuntimeException failed) {
            throw Failures.of(failed, "");
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        if (executor == null) {
            throw Failures.of(SqlState.INVALID_PARAMETER, "the executor that aborts must not be null");
        }
        executor.execute(() -> {
            try {
                close();
            } catch (SQLException failed) {
                throw new IllegalStateException("aborting the connection failed", failed);
            }
        });
    }
}
