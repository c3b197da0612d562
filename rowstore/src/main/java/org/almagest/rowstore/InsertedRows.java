package org.almagest.rowstore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.almagest.rowstore.delta.EncodedRows;

/// The few rows that a transaction has inserted into one table: each INSERT's rows and, behind them,
/// those of the ones before. Immutable, so that a savepoint keeps what it had at no cost.
final class InsertedRows {
    static final InsertedRows NONE = new InsertedRows(Optional.empty(), new EncodedRows(0, new byte[0]), 0);

    private final Optional<InsertedRows> before;
    private final EncodedRows last;
    private final long rowCount;

    private InsertedRows(Optional<InsertedRows> before, EncodedRows last, long rowCount) {
        this.before = before;
        this.last = last;
        this.rowCount = rowCount;
    }

    static InsertedRows of(List<EncodedRows> all) {
        InsertedRows rows = NONE;
        for (EncodedRows each : all) {
            rows = rows.plus(each);
        }
        return rows;
    }

    InsertedRows plus(EncodedRows rows) {
        return new InsertedRows(Optional.of(this), rows, rowCount + rows.rowCount());
    }

    long rowCount() {
        return rowCount;
    }

    /// Answers all of them, the oldest first.
    List<EncodedRows> all() {
        return since(NONE).orElseThrow();
    }

    /// Answers what was inserted after an earlier state, the oldest first; empty where that is none
    /// of this one's.
    Optional<List<EncodedRows>> since(InsertedRows earlier) {
        Deque<EncodedRows> later = new ArrayDeque<>();
        InsertedRows at = this;
        while (at != earlier) {
            if (at.before.isEmpty()) {
                return Optional.empty();
            }
            later.addFirst(at.last);
            at = at.before.get();
        }
        return Optional.of(new ArrayList<>(later));
    }
}
