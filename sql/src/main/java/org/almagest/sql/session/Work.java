package org.almagest.sql.session;

import java.util.Optional;
import org.almagest.rowstore.Transaction;

/// A transaction of a session: over the database and, once it needs them, over the temporary tables.
/// One thread.
final class Work implements AutoCloseable {
    private final Transaction main;
    private final TemporaryTables temporaryTables;
    private Optional<Transaction> temporary = Optional.empty();
    private Optional<Transaction.Savepoint> temporaryStart = Optional.empty();

    /// A state to go back to.
    record Savepoint(String name, Transaction.Savepoint main, Optional<Transaction.Savepoint> temporary) {}

    Work(Transaction main, TemporaryTables temporaryTables) {
        this.main = main;
        this.temporaryTables = temporaryTables;
        if (temporaryTables.exist()) {
            temporary();
        }
    }

    private Transaction temporary() {
        if (temporary.isEmpty()) {
            temporary = Optional.of(temporaryTables.database().transaction());
            temporaryStart = temporary.map(Transaction::savepoint);
        }
        return temporary.get();
    }

    /// Answers the transaction that changes what stands at a place.
    Transaction on(boolean isTemporary) {
        return isTemporary ? temporary() : main;
    }

    /// Answers what it sees now; the caller closes it.
    Snapshots snapshot() {
        return new Snapshots(main.snapshot(), temporary.map(Transaction::snapshot));
    }

    Savepoint savepoint(String name) {
        return new Savepoint(name, main.savepoint(), temporary.map(Transaction::savepoint));
    }

    void rollbackTo(Savepoint savepoint) {
        main.rollbackTo(savepoint.main());
        temporary.ifPresent(open -> open.rollbackTo(savepoint.temporary().orElseGet(temporaryStart::orElseThrow)));
    }

    /// Commits the database first: temporary tables have no other session to lose against.
    void commit() {
        main.commit();
        temporary.ifPresent(Transaction::commit);
    }

    @Override
    public void close() {
        main.close();
        temporary.ifPresent(Transaction::close);
    }
}
