package org.almagest.exec.aggregate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.kernel.RowKernels;

/// The groups of a table and their keys: finds the group of each row of a batch, making new ones.
/// NULL is a group; NaN equals NaN, and -0.0 equals 0.0.
final class KeyedGroups {
    /// The rows of a batch that all count, as a list.
    static final int[] IDENTITY = RowKernels.identity(ColumnVector.BATCH_ROWS);

    private final KeyLayout layout;
    private final KeyEncoder encoder;
    private final GroupTable table;
    private Optional<DirectIndex> direct;

    /// Until rows come in another order.
    private Optional<AscendingKeys> ascending;

    private final int[] missed = new int[ColumnVector.BATCH_ROWS];
    private final int[] someRows = new int[ColumnVector.BATCH_ROWS];
    private final KeyRuns keyRuns = new KeyRuns();
    private int nullGroup = -1;

    KeyedGroups(
            List<DataType> types,
            Optional<List<ColumnPredicate.Range>> domains,
            Optional<DirectIndex.Ranges> learnt,
            int expected) {
        this(types, true, domains, learnt, expected);
    }

    /// Makes groups that are found by hash alone where they are not `indexed`.
    KeyedGroups(
            List<DataType> types,
            boolean indexed,
            Optional<List<ColumnPredicate.Range>> domains,
            Optional<DirectIndex.Ranges> learnt,
            int expected) {
        layout = new KeyLayout(types);
        encoder = new KeyEncoder(layout);
        direct = indexed ? DirectIndex.of(types, encoder, domains, learnt) : Optional.empty();
        table = new GroupTable(layout.words(), expected, direct.isPresent(), Optional.empty());
        boolean comparable = layout.words() == 1 && !layout.hasInterned();
        ascending = comparable ? Optional.of(new AscendingKeys()) : Optional.empty();
    }

    /// Makes the groups of a partition, which are found by the places of their keys in a domain, or by
    /// hash alone.
    KeyedGroups(List<DataType> types, Optional<ChunkedDomain> domain, int expected) {
        layout = new KeyLayout(types);
        encoder = new KeyEncoder(layout);
        table = new GroupTable(layout.words(), expected, false, domain.map(ChunkIndex::new));
        direct = Optional.empty();
        ascending = Optional.empty();
    }

    int size() {
        return table.size();
    }

    /// Answers whether all rows came in the ascending order of their keys' words, so that groups are in
    /// that order.
    boolean isAscending() {
        return ascending.isPresent();
    }

    /// Answers the word of a group's key, which must be of one word.
    long word(int group) {
        return table.keys()[group];
    }

    /// Frees what only serves to find the groups of rows.
    void dropIndex() {
        direct = Optional.empty();
        table.dropIndex();
    }

    /// Answers what was learnt of the keys' ranges, where they are indexed by.
    Optional<DirectIndex.Ranges> ranges() {
        return direct.map(DirectIndex::ranges);
    }

    /// Finds the groups of the rows of the batch that count; the keys are its first columns.
    void assign(Batch keys, GroupedRows out) {
        if (keyRuns.find(keys)) {
            int[] groups = out.startRuns(keyRuns.starts(), keyRuns.count(), keys.rowCount());
            assign(keys, keyRuns.starts(), keyRuns.count(), groups);
        } else {
            int[] rows = keys.hasSelection() ? keys.selection() : IDENTITY;
            assign(keys, rows, keys.size(), out.startRows(rows, keys.size(), true));
        }
    }

    /// Finds the groups row by row, even where neighbours share them: so that sums do not depend on where
    /// batches begin.
    void assignRows(Batch keys, GroupedRows out) {
        int[] rows = keys.hasSelection() ? keys.selection() : IDENTITY;
        assign(keys, rows, keys.size(), out.startRows(rows, keys.size(), false));
    }

    /// Answers the bytes by which as many new groups may make this grow at once.
    long growthBytes(int newGroups) {
        return table.growthBytes(newGroups);
    }

    /// Sets `groups[row]` for some rows.
    void assign(Batch keys, int[] rows, int count, int[] groups) {
        if (ascending.isPresent() && assignInOrder(keys, rows, count, groups)) {
            return;
        }
        if (direct.isEmpty()) {
            assignByHash(keys, rows, count, groups);
            return;
        }
        int misses = direct.get().find(keys, rows, count, groups, missed);
        if (misses > 0 && isPlacedAlone(keys.column(0))) {
            encoder.encode(keys, missed, misses);
            direct.get().create(rows, count, missed, misses, encoder.words(), table, groups);
        } else if (misses > 0) {
            assignByHash(keys, missed, misses, groups);
            direct.get().learn(rows, count, missed, misses, groups);
        }
        if (direct.get().isHopeless()) {
            direct = Optional.empty();
        }
    }

    /// Answers whether places alone tell the groups: then a key without one is new, and nothing need be
    /// hashed. The NULL of a key alone has no words.
    private boolean isPlacedAlone(ColumnVector first) {
        boolean nullAlone = layout.isSingle() && first.hasNulls();
        return direct.get().hasPlacedAll() && !table.isHashing() && !nullAlone;
    }

    private void assignByHash(Batch keys, int[] rows, int count, int[] groups) {
        int[] valid = rows;
        int validCount = count;
        ColumnVector first = keys.column(0);
        if (layout.isSingle() && first.hasNulls()) {
            if (first.isConstant()) {
                validCount = first.isNull(0) ? 0 : count;
            } else {
                validCount = RowKernels.validRows(first.validity(), rows, count, someRows);
                valid = someRows;
            }
        }
        encoder.encode(keys, valid, validCount);
        table.assign(encoder.words(), valid, validCount, groups);
        if (validCount < count) {
            assignNull(first, rows, count, groups);
        }
    }

    /// Finds the groups while keys ascend; answers false, having done nothing, where they do not from the
    /// first batch on, or some are NULL.
    private boolean assignInOrder(Batch keys, int[] rows, int count, int[] groups) {
        if (layout.isSingle() && keys.column(0).hasNulls()) {
            leaveOrder();
            return false;
        }
        if (count == 0) {
            return true;
        }
        boolean first = table.size() == 0;
        encoder.encode(keys, rows, count);
        int done = ascending.orElseThrow().assign(encoder.words()[0], rows, count, table, groups);
        if (done == count) {
            return true;
        }
        if (first) {
            table.clear();
            leaveOrder();
            return false;
        }
        leaveOrder();
        int[] others = Arrays.copyOfRange(rows, done, count);
        table.assign(encoder.words(), others, count - done, groups);
        return true;
    }

    private void leaveOrder() {
        ascending = Optional.empty();
        if (table.size() > 0) {
            table.hashAll();
        }
    }

    /// Sets `targets[i]` to the group that has the keys of group `ids[i]` of other groups of the
    /// same types. Words go over as they are, unless texts must be numbered anew or groups are found by
    /// the places of their keys.
    void assignFrom(KeyedGroups other, int[] ids, int count, int[] targets, Batch scratch) {
        if (layout.hasInterned() || direct.isPresent() && !table.isHashing()) {
            scratch.reset();
            other.writeKeys(ids, 0, count, scratch);
            scratch.setRowCount(count);
            assign(scratch, IDENTITY, count, targets);
            return;
        }
        if (ascending.isPresent()) {
            leaveOrder();
        }
        int found = 0;
        int nullAt = -1;
        for (int i = 0; i < count; i++) {
            if (ids[i] == other.nullGroup) {
                nullAt = i;
            } else {
                missed[found++] = i;
            }
        }
        int words = layout.words();
        long[] keys = other.table.keys();
        for (int w = 0; w < words; w++) {
            long[] out = encoder.words()[w];
            for (int i = 0; i < count; i++) {
                out[i] = keys[ids[i] * words + w];
            }
        }
        table.assign(encoder.words(), missed, found, targets);
        if (nullAt >= 0) {
            if (nullGroup < 0) {
                nullGroup = table.addUnfindable();
            }
            targets[nullAt] = nullGroup;
        }
    }

    private void assignNull(ColumnVector vector, int[] rows, int count, int[] groups) {
        if (nullGroup < 0) {
            nullGroup = table.addUnfindable();
        }
        for (int i = 0; i < count; i++) {
            if (vector.isNull(rows[i])) {
                groups[rows[i]] = nullGroup;
            }
        }
    }

    /// Writes the keys of groups `ids[from]` to `ids[from + count]` to the first columns of a reset
    /// batch, which owns them, from row 0 on.
    void writeKeys(int[] ids, int from, int count, Batch out) {
        for (int f = 0; f < layout.fields().size(); f++) {
            writeKey(f, ids, from, count, out.column(f));
        }
    }

    private void writeKey(int field, int[] ids, int from, int count, ColumnVector out) {
        long[] keys = table.keys();
        int words = layout.words();
        if (words == 1 && layout.isSingle() && nullGroup < 0 && out instanceof LongColumnVector v) {
            for (int i = 0; i < count; i++) {
                v.values()[i] = keys[ids[from + i]];
            }
            return;
        }
        if (out instanceof TextColumnVector text && !layout.isSingle() && encoder.isShared(field, table.size())) {
            encoder.decodeNumbers(field, keys, ids, from, count, text);
            return;
        }
        for (int i = 0; i < count; i++) {
            int group = ids[from + i];
            encoder.decode(field, keys, group * words, group == nullGroup, out, i);
        }
    }

    long heapBytes() {
        return table.heapBytes()
                + encoder.heapBytes()
                + (direct.isPresent() ? direct.get().heapBytes() : 0);
    }
}
