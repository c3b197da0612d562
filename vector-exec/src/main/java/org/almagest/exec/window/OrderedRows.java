package org.almagest.exec.window;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.memory.NativeBuffer;
import org.almagest.columnar.memory.NativeSpace;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.rows.OperatorMemory;

/// The rows of a window by their positions, 0 being the first of the first partition.
///
/// ```text
/// order   for each position the id of its row, an int; none where rows are in files in their order
/// flags   for each position a byte: 1 where a partition starts, 2 where a group of peers starts
/// ```
///
/// Filled range by range, by several threads; read by many once `cut` is done.
final class OrderedRows implements AutoCloseable {
    /// A morsel of the result: positions, and the bounds of the partition that it is a slice of; the
    /// same as its own where it holds whole partitions.
    record Cut(int from, int to, int partitionStart, int partitionEnd) {}

    private static final int CUT_ROWS = 1 << 16;
    private static final byte PARTITION = 1;
    private static final byte PEERS = 2;
    private static final long NONE = 0;

    private final RowAccess rows;
    private final OperatorMemory memory;
    private final boolean partitioned;
    private final boolean peers;
    private final long orderAt;
    private final long flagsAt;
    private final List<NativeBuffer> buffers = new ArrayList<>();
    private final List<Integer> rangeStarts = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private int size;

    private OrderedRows(
            RowAccess rows, int size, boolean ordered, boolean partitioned, boolean peers, OperatorMemory memory) {
        this.rows = rows;
        this.size = size;
        this.memory = memory;
        this.partitioned = partitioned;
        this.peers = peers;
        orderAt = ordered ? keep(memory.allocateUncleared((long) size * Integer.BYTES + Long.BYTES)) : NONE;
        flagsAt = partitioned || peers ? keep(memory.allocate((long) size + Long.BYTES)) : NONE;
    }

    /// Rows in memory, whose order is to come.
    static OrderedRows of(RowAccess.InMemory rows, boolean partitioned, boolean peers, OperatorMemory memory) {
        int size = Math.toIntExact(rows.store().rowCount());
        return new OrderedRows(rows, size, true, partitioned, peers, memory);
    }

    /// Rows in files, in their order.
    static OrderedRows of(RowAccess.InFiles rows, boolean partitioned, boolean peers, OperatorMemory memory) {
        return new OrderedRows(rows, rows.positions().rowCount(), false, partitioned, peers, memory);
    }

    private long keep(NativeBuffer buffer) {
        buffers.add(buffer);
        return buffer.segment().address();
    }

    int size() {
        return size;
    }

    int id(int position) {
        return orderAt == NONE
                ? position
                : NativeSpace.ALL.get(NativeSpace.INT, orderAt + (long) position * Integer.BYTES);
    }

    /// Puts rows at positions from `first` on.
    void put(int first, int[] ids, int count) {
        MemorySegment.copy(ids, 0, NativeSpace.ALL, NativeSpace.INT, orderAt + (long) first * Integer.BYTES, count);
        synchronized (rangeStarts) {
            rangeStarts.add(first);
        }
    }

    List<Integer> rangeStarts() {
        return rangeStarts;
    }

    boolean hasFlags() {
        return flagsAt != NONE;
    }

    void setFlags(int position, boolean startsPartition, boolean startsPeers) {
        int flags = (startsPartition ? PARTITION : 0) | (startsPeers ? PEERS : 0);
        NativeSpace.ALL.set(NativeSpace.BYTE, flagsAt + position, (byte) flags);
    }

    private boolean has(int position, byte flag) {
        return (NativeSpace.ALL.get(NativeSpace.BYTE, flagsAt + position) & flag) != 0;
    }

    boolean startsPartition(int position) {
        return partitioned ? has(position, PARTITION) : position == 0;
    }

    boolean startsPeers(int position) {
        return has(position, PEERS);
    }

    /// Answers the first position from `from` on, but before `end`, where something starts; `end`
    /// where nothing does.
    private int next(int from, int end, byte flag) {
        long eight = flag * 0x0101_0101_0101_0101L;
        int at = from;
        while (at < end) {
            if (at + Long.BYTES <= end && (NativeSpace.ALL.get(NativeSpace.LONG, flagsAt + at) & eight) == 0) {
                at += Long.BYTES;
            } else if (has(at, flag)) {
                return at;
            } else {
                at++;
            }
        }
        return end;
    }

    /// Answers where the partition ends that `position` lies in, at most `end`.
    int partitionEnd(int position, int end) {
        return partitioned ? next(position + 1, end, PARTITION) : end;
    }

    /// Answers where the group of peers ends that `position` lies in, at most `end`.
    int peersEnd(int position, int end) {
        return peers ? next(position + 1, end, PEERS) : end;
    }

    /// Answers where the group of peers starts that `position` lies in, at least `start`.
    int peersStart(int position, int start) {
        long eight = PEERS * 0x0101_0101_0101_0101L;
        int at = position;
        while (at > start && !has(at, PEERS)) {
            boolean far = at - Long.BYTES >= start
                    && (NativeSpace.ALL.get(NativeSpace.LONG, flagsAt + at - Long.BYTES + 1) & eight) == 0;
            at -= far ? Long.BYTES : 1;
        }
        return at;
    }

    /// Drops the rows beyond the first of each partition.
    void keepFirst(PhysicalPlan.Window.Most most) {
        int kept = 0;
        int placeInPartition = 0;
        int rank = 0;
        for (int position = 0; position < size; position++) {
            placeInPartition = startsPartition(position) ? 1 : placeInPartition + 1;
            boolean together = most.keepsTies() && placeInPartition > 1 && !startsPeers(position);
            rank = together ? rank : placeInPartition;
            if (rank <= most.rows()) {
                int id = id(position);
                NativeSpace.ALL.set(NativeSpace.INT, orderAt + (long) kept * Integer.BYTES, id);
                if (hasFlags()) {
                    byte flags = NativeSpace.ALL.get(NativeSpace.BYTE, flagsAt + position);
                    NativeSpace.ALL.set(NativeSpace.BYTE, flagsAt + kept, flags);
                }
                kept++;
            }
        }
        size = kept;
    }

    /// Cuts the rows into morsels: whole partitions, or slices of large ones where that is allowed.
    void cut(boolean sliceable) {
        int from = 0;
        int position = 0;
        while (position < size) {
            int end = partitionEnd(position, size);
            if (sliceable && end - position > 2 * CUT_ROWS) {
                flush(from, position);
                for (int slice = position; slice < end; slice += CUT_ROWS) {
                    cuts.add(new Cut(slice, Math.min(end, slice + CUT_ROWS), position, end));
                }
                from = end;
            } else if (end - from >= CUT_ROWS) {
                flush(from, end);
                from = end;
            }
            position = end;
        }
        flush(from, size);
    }

    private void flush(int from, int to) {
        if (from < to) {
            cuts.add(new Cut(from, to, from, to));
        }
    }

    List<Cut> cuts() {
        return cuts;
    }

    /// Reads the values of a kept column at positions into a vector; a negative position gives NULL.
    /// The positions become ids.
    void gather(int column, int[] positions, int count, ColumnVector out) {
        for (int i = 0; i < count; i++) {
            if (positions[i] >= 0) {
                positions[i] = id(positions[i]);
            }
        }
        rows.gather(column, positions, count, out);
    }

    /// Reads the values of a kept column from a position on; `scratch` is used up.
    void read(int column, int from, int count, int[] scratch, ColumnVector out) {
        for (int i = 0; i < count; i++) {
            scratch[i] = id(from + i);
        }
        rows.gather(column, scratch, count, out);
    }

    /// Answers the ids of positions from `from` on.
    void ids(int from, int count, int[] out) {
        if (orderAt == NONE) {
            for (int i = 0; i < count; i++) {
                out[i] = from + i;
            }
            return;
        }
        MemorySegment.copy(NativeSpace.ALL, NativeSpace.INT, orderAt + (long) from * Integer.BYTES, out, 0, count);
    }

    /// Reads rows by their ids.
    void gatherIds(int column, int[] ids, int count, ColumnVector out) {
        rows.gather(column, ids, count, out);
    }

    /// Answers the memory of the operator that the rows belong to.
    OperatorMemory memory() {
        return memory;
    }

    @Override
    public void close() {
        rows.close();
        buffers.forEach(memory::free);
        buffers.clear();
    }
}
