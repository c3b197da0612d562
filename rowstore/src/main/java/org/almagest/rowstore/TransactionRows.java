package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.rowstore.delta.DeltaBuffer;
import org.almagest.rowstore.delta.DeltaRewrite;
import org.almagest.rowstore.delta.DeltaView;
import org.almagest.rowstore.delta.EncodedRows;
import org.almagest.rowstore.manifest.TableVersion;

/// The deltas as a transaction sees them: copies of the tables' deltas with its own rows behind,
/// made when somebody looks. A copy is kept until the transaction goes back or ends, and besides by each snapshot
/// that reads it; other memory is the transaction's until it ends and nobody reads.
final class TransactionRows {
    /// A copy of `origin` with inserted rows behind it.
    private record Copy(DeltaView origin, DeltaView view, InsertedRows rows) {
        void release() {
            view.buffer().release();
        }
    }

    private final MemoryBudget budget;
    private final long lsn;
    private final List<DeltaBuffer> buffers = new ArrayList<>();
    private final Map<Integer, Copy> copies = new HashMap<>();

    /// `lsn` stands for the commit of the transaction's own rows.
    TransactionRows(MemoryBudget budget, long lsn) {
        this.budget = budget;
        this.lsn = lsn;
    }

    DeltaBuffer newBuffer() {
        DeltaBuffer buffer = new DeltaBuffer(budget);
        buffers.add(buffer);
        return buffer;
    }

    /// Answers a table with its inserted rows in the delta, whose memory the caller retains before it asks
    /// for anything else. Rows that were there when it was asked last are not copied again.
    TableVersion seen(TableVersion table, InsertedRows inserted) {
        Copy copy = Optional.ofNullable(copies.get(table.id()))
                .filter(known -> known.origin().hasRowsOf(table.delta())
                        && inserted.since(known.rows()).isPresent())
                .orElseGet(() -> copied(table));
        DeltaView view = copy.view();
        for (EncodedRows rows : inserted.since(copy.rows()).orElseThrow()) {
            view = view.append(lsn, rows);
        }
        copies.put(table.id(), new Copy(table.delta(), view, inserted));
        return table.withDelta(view.withDeleted(table.delta().deleted()));
    }

    /// Makes a copy in the place of the one that there was.
    private Copy copied(TableVersion table) {
        Optional.ofNullable(copies.remove(table.id())).ifPresent(Copy::release);
        DeltaBuffer buffer = new DeltaBuffer(budget);
        try {
            Copy copy = new Copy(table.delta(), table.delta().after(-1, buffer), InsertedRows.NONE);
            copies.put(table.id(), copy);
            return copy;
        } catch (RuntimeException | Error refused) {
            buffer.release();
            throw refused;
        }
    }

    /// Answers rows alone, as a delta of their own.
    DeltaView alone(InsertedRows inserted) {
        DeltaView view = DeltaView.empty(newBuffer());
        for (EncodedRows rows : inserted.all()) {
            view = view.append(lsn, rows);
        }
        return view;
    }

    /// Brings a delta into the form of another schema, in memory of the transaction's.
    DeltaView rewritten(DeltaView delta, TableSchema before, TableSchema after) {
        return new DeltaRewrite(before, after).rewrite(delta, newBuffer());
    }

    /// Forgets the copies: the transaction goes back, and what is appended next must not be written
    /// over rows that somebody reads.
    void forget() {
        copies.values().forEach(Copy::release);
        copies.clear();
    }

    void release() {
        forget();
        buffers.forEach(DeltaBuffer::release);
        buffers.clear();
    }
}
