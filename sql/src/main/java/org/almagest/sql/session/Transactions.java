package org.almagest.sql.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.rowstore.CatalogSnapshot;
import org.almagest.sql.ast.Identifier;
import org.almagest.sql.ast.SessionStatement;
import org.almagest.sql.ast.Span;
import org.almagest.sql.ast.Statement;

/// The transactions of one session. Outside of BEGIN and COMMIT every statement is one by itself. A
/// statement that fails inside ends the transaction for all but ROLLBACK, as in PostgreSQL.
final class Transactions implements AutoCloseable {
    private final Engine engine;
    private final Settings settings;
    private final Runnable remember;
    private final TemporaryTables temporaryTables;
    private Optional<Work> open = Optional.empty();
    private Settings.Values settingsBefore;
    private boolean readOnly;
    private boolean failed;
    private List<Work.Savepoint> savepoints = new ArrayList<>();

    /// `remember` is told before there is something that must be ended.
    Transactions(Engine engine, Settings settings, Runnable remember) {
        this.remember = remember;
        this.engine = engine;
        this.settings = settings;
        this.temporaryTables = new TemporaryTables(engine, remember);
        this.settingsBefore = settings.values();
    }

    /// Answers whether a transaction was begun and has not ended.
    boolean isOpen() {
        return open.isPresent();
    }

    /// Answers whether a transaction is open, or there are temporary tables.
    boolean isHeld() {
        return isOpen() || temporaryTables.holdAny();
    }

    /// Answers what a statement sees that changes nothing; the caller closes it.
    Snapshots snapshot() {
        return open.map(Work::snapshot).orElseGet(() -> {
            CatalogSnapshot main = engine.database().snapshot();
            Optional<CatalogSnapshot> temporary = temporaryTables.exist()
                    ? Optional.of(temporaryTables.database().snapshot())
                    : Optional.empty();
            return new Snapshots(main, temporary);
        });
    }

    /// Runs something that changes the database: in the transaction that is open, else in one of its
    /// own, which is committed when it returns.
    <T> T change(Span span, Function<Work, T> changes) {
        if (open.isPresent()) {
            if (readOnly) {
                throw AlmagestException.of(SqlState.READ_ONLY, "the transaction is read-only")
                        .at(span.start())
                        .hint("begin it with BEGIN READ WRITE");
            }
            return changes.apply(open.get());
        }
        try (Work work = new Work(engine.database().transaction(), temporaryTables)) {
            T result = changes.apply(work);
            work.commit();
            return result;
        }
    }

    /// Fails for a statement that a failed transaction does not take.
    void requireUsable(Statement statement) {
        boolean ends = statement instanceof SessionStatement.Rollback || statement instanceof SessionStatement.Commit;
        if (failed && !ends) {
            throw AlmagestException.of(
                            SqlState.FAILED_TRANSACTION,
                            "the transaction has failed; nothing runs in it until it is rolled back")
                    .at(statement.span().start())
                    .hint("ROLLBACK, or ROLLBACK TO a savepoint");
        }
    }

    /// A statement has failed.
    void fail() {
        failed = open.isPresent();
    }

    /// Answers what a query that starts now does when it fails while its rows are read, which may be
    /// in another transaction.
    Runnable failure() {
        Optional<Work> now = open;
        return () -> failed |= now.isPresent() && open.equals(now);
    }

    Result begin(SessionStatement.Begin begin) {
        if (open.isPresent()) {
            throw AlmagestException.of(SqlState.ACTIVE_TRANSACTION, "a transaction is open already")
                    .at(begin.span().start())
                    .hint("COMMIT or ROLLBACK it, or use SAVEPOINT");
        }
        if (begin.isolation()
                .filter(SessionStatement.Isolation.SERIALIZABLE::equals)
                .isPresent()) {
            throw Session.unsupported("SERIALIZABLE", begin.span())
                    .hint("every transaction reads one snapshot: REPEATABLE READ");
        }
        remember.run();
        open = Optional.of(new Work(engine.database().transaction(), temporaryTables));
        readOnly = begin.readOnly();
        settingsBefore = settings.values();
        return new Result.Done("BEGIN", -1);
    }

    /// Commits; what has failed is rolled back, and the answer says so.
    Result commit(SessionStatement.Commit commit) {
        requireOpen(commit.span());
        if (failed) {
            return rollback();
        }
        Work work = end();
        try (work) {
            work.commit();
            settings.endLocal();
            return new Result.Done("COMMIT", -1);
        } catch (RuntimeException | Error refused) {
            settings.restore(settingsBefore);
            throw refused;
        }
    }

    Result rollback(SessionStatement.Rollback rollback) {
        requireOpen(rollback.span());
        if (rollback.savepoint().isEmpty()) {
            return rollback();
        }
        int index = find(rollback.savepoint().get());
        savepoints = new ArrayList<>(savepoints.subList(0, index + 1));
        open.orElseThrow().rollbackTo(savepoints.get(index));
        failed = false;
        return new Result.Done("ROLLBACK", -1);
    }

    private Result rollback() {
        end().close();
        settings.restore(settingsBefore);
        return new Result.Done("ROLLBACK", -1);
    }

    private Work end() {
        Work work = open.orElseThrow();
        open = Optional.empty();
        failed = false;
        readOnly = false;
        savepoints = new ArrayList<>();
        return work;
    }

    Result savepoint(SessionStatement.Savepoint savepoint) {
        requireOpen(savepoint.span());
        savepoints.add(open.orElseThrow().savepoint(savepoint.name().name()));
        return new Result.Done("SAVEPOINT", -1);
    }

    Result release(SessionStatement.ReleaseSavepoint release) {
        requireOpen(release.span());
        savepoints = new ArrayList<>(savepoints.subList(0, find(release.name())));
        return new Result.Done("RELEASE", -1);
    }

    /// Finds the last savepoint of a name.
    private int find(Identifier name) {
        for (int i = savepoints.size() - 1; i >= 0; i--) {
            if (savepoints.get(i).name().equals(name.name())) {
                return i;
            }
        }
        throw AlmagestException.of(SqlState.UNDEFINED_SAVEPOINT, "there is no savepoint " + name.name())
                .at(name.span().start())
                .hint(
                        savepoints.isEmpty()
                                ? "SAVEPOINT makes one"
                                : "there is " + savepoints.getLast().name());
    }

    private void requireOpen(Span span) {
        if (open.isEmpty()) {
            throw AlmagestException.of(SqlState.NO_ACTIVE_TRANSACTION, "no transaction is open")
                    .at(span.start())
                    .hint("BEGIN starts one; without it every statement is a transaction of its own");
        }
    }

    /// Rolls back what is open and drops the temporary tables.
    @Override
    public void close() {
        if (open.isPresent()) {
            end().close();
        }
        temporaryTables.close();
    }
}
