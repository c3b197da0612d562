package org.almagest.rowstore.delta;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.almagest.columnar.segment.DeletedRows;

/// The rows of a table's delta as of one commit: a prefix of a `DeltaBuffer`. Immutable; a later
/// commit makes a longer view of the same memory.
///
/// @param buffer the memory, shared with earlier and later views
/// @param slabs how much of each slab counts, in order
/// @param rowCount the rows in the memory, those that are deleted included: each has a place, counted from 0
/// @param deleted places of rows that are gone; perhaps of some that are yet to be appended
public record DeltaView(DeltaBuffer buffer, List<Slab> slabs, long rowCount, long byteCount, DeletedRows deleted) {
    /// The first `usedBytes` of a slab: whole chunks with `rows` rows.
    record Slab(MemorySegment segment, long usedBytes, long rows) {}

    public DeltaView {
        slabs = List.copyOf(slabs);
    }

    /// Makes a view of no rows.
    public static DeltaView empty(DeltaBuffer buffer) {
        return new DeltaView(buffer, List.of(), 0, 0, DeletedRows.NONE);
    }

    public boolean isEmpty() {
        return rowCount == 0;
    }

    /// Answers how many rows there are that are not deleted.
    public long liveRows() {
        return rowCount - deleted.count();
    }

    /// Answers the same memory with these rows deleted and no others.
    public DeltaView withDeleted(DeletedRows places) {
        return new DeltaView(buffer, slabs, rowCount, byteCount, places);
    }

    /// Answers whether another view is of the same rows, whichever of them are deleted.
    public boolean hasRowsOf(DeltaView other) {
        return buffer == other.buffer && rowCount == other.rowCount;
    }

    /// Copies rows behind the last chunk and answers the longer view. Of the views of a buffer only
    /// the newest may be appended to. Fails with 53200 and changes nothing when the budget refuses.
    public DeltaView append(long lsn, EncodedRows rows) {
        if (rows.rowCount() == 0) {
            return this;
        }
        long chunkBytes = RowFormat.chunkBytes(rows.bytes().length);
        List<Slab> longer = new ArrayList<>(slabs);
        Slab last = longer.isEmpty() ? null : longer.getLast();
        if (last == null || last.segment().byteSize() - last.usedBytes() < chunkBytes) {
            last = new Slab(buffer.newSlab(chunkBytes), 0, 0);
            longer.add(last);
        }
        MemorySegment segment = last.segment();
        long at = last.usedBytes();
        segment.set(RowFormat.U64, at, lsn);
        segment.set(RowFormat.U32, at + 8, rows.rowCount());
        segment.set(RowFormat.U32, at + 12, rows.bytes().length);
        MemorySegment.copy(
                rows.bytes(),
                0,
                segment,
                ValueLayout.JAVA_BYTE,
                at + RowFormat.CHUNK_HEADER_BYTES,
                rows.bytes().length);
        longer.set(longer.size() - 1, new Slab(segment, at + chunkBytes, last.rows() + rows.rowCount()));
        return new DeltaView(buffer, longer, rowCount + rows.rowCount(), byteCount + chunkBytes, deleted);
    }

    /// Hands every commit's rows with their LSN to `consumer`, oldest first, those that are deleted included.
    public void forEachCommit(BiConsumer<Long, EncodedRows> consumer) {
        for (Slab slab : slabs) {
            long at = 0;
            while (at < slab.usedBytes()) {
                MemorySegment segment = slab.segment();
                long lsn = segment.get(RowFormat.U64, at);
                int rows = segment.get(RowFormat.U32, at + 8);
                int bytes = segment.get(RowFormat.U32, at + 12);
                byte[] copy = segment.asSlice(at + RowFormat.CHUNK_HEADER_BYTES, bytes)
                        .toArray(ValueLayout.JAVA_BYTE);
                consumer.accept(lsn, new EncodedRows(rows, copy));
                at += RowFormat.chunkBytes(bytes);
            }
        }
    }

    /// Copies the rows of the commits after `lsn` into memory of their own; they are the last ones.
    public DeltaView after(long lsn, DeltaBuffer target) {
        List<DeltaView> newest = new ArrayList<>(List.of(empty(target)));
        forEachCommit((commitLsn, rows) -> {
            if (commitLsn > lsn) {
                newest.set(0, newest.getFirst().append(commitLsn, rows));
            }
        });
        DeltaView rest = newest.getFirst();
        return deleted.isEmpty() ? rest : rest.withDeleted(deleted.from((int) (rowCount - rest.rowCount)));
    }
}
