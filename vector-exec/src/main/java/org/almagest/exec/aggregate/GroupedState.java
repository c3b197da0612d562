package org.almagest.exec.aggregate;

import java.util.Optional;
import org.almagest.columnar.scan.Strip;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.rows.OperatorMemory;

/// Groups and the accumulators of each aggregate: the state of one run, of all runs merged, or of a
/// partition. Owned by one thread; its heap is reserved from the operator's memory.
final class GroupedState implements AutoCloseable {
    private static final int ROWS = ColumnVector.BATCH_ROWS;

    private static final long LEAST_GROWTH_BYTES = 128 << 10;

    /// What kept values grow by at once at most, near enough.
    private static final long MOST_KEPT_GROWTH_BYTES = 2 << 20;

    /// Under a lower limit there is no room for an index of groups beside each table of them.
    private static final long LEAST_INDEXED_LIMIT = 32 << 20;

    private final AggregateShape shape;
    private final OperatorMemory memory;
    private final Optional<KeyedGroups> groups;
    private final Accumulator[] accumulators;
    private final Optional<GroupedRows> groupedRows;

    /// The groups that another state's groups go to, made when one is merged.
    private int[] targetOf = {};

    private boolean takesRuns = true;
    private long rows;
    private long reserved;

    /// Bytes of other states that this one keeps alive.
    private long adopted;

    /// Makes an empty state with room for some groups.
    GroupedState(
            AggregateShape shape,
            OperatorMemory memory,
            boolean useDomains,
            Optional<DirectIndex.Ranges> learnt,
            int expectedGroups) {
        this(
                shape,
                memory,
                shape.isGrouped()
                        ? Optional.of(new KeyedGroups(
                                shape.keyTypes(),
                                memory.budget().limit() >= LEAST_INDEXED_LIMIT,
                                useDomains ? shape.domains() : Optional.empty(),
                                learnt,
                                expectedGroups))
                        : Optional.empty(),
                expectedGroups);
    }

    private GroupedState(
            AggregateShape shape, OperatorMemory memory, Optional<KeyedGroups> groups, int expectedGroups) {
        this.shape = shape;
        this.memory = memory;
        this.groups = groups;
        groupedRows = groups.map(keyed -> new GroupedRows());
        accumulators = shape.calls().stream().map(Accumulators::of).toArray(Accumulator[]::new);
        for (Accumulator accumulator : accumulators) {
            accumulator.ensure(Math.max(1, expectedGroups));
        }
        account();
    }

    /// Makes the state of a partition, to which rows come in batches of any size; its groups are numbered
    /// by the places of their keys where they are `indexed`, and found by hash otherwise.
    static GroupedState ofPartition(AggregateShape shape, OperatorMemory memory, boolean indexed, int expectedGroups) {
        Optional<ChunkedDomain> domain = indexed ? shape.chunks() : Optional.empty();
        KeyedGroups groups = new KeyedGroups(shape.keyTypes(), domain, expectedGroups);
        GroupedState state = new GroupedState(shape, memory, Optional.of(groups), expectedGroups);
        state.takesRuns = false;
        return state;
    }

    /// Answers the bytes that a batch more may take at once, near enough.
    long growthBytes() {
        long kept = 0;
        for (Accumulator accumulator : accumulators) {
            kept += Math.min(MOST_KEPT_GROWTH_BYTES, 2 * accumulator.keptBytes());
        }
        return LEAST_GROWTH_BYTES + kept + (groups.isPresent() ? groups.get().growthBytes(ROWS) : 0);
    }

    /// Answers the bytes of what the state knows, which follow from its rows alone, whatever capacity its
    /// arrays have.
    long knownBytes() {
        long bytes = size() * (isAscending() ? shape.listedGroupBytes() : shape.groupBytes());
        for (Accumulator accumulator : accumulators) {
            bytes += accumulator.keptBytes();
        }
        return bytes;
    }

    /// Answers the number of groups; without keys there is always one.
    int size() {
        return groups.isPresent() ? groups.get().size() : 1;
    }

    /// Answers whether all rows came in the ascending order of their one key.
    boolean isAscending() {
        return groups.isPresent() && groups.get().isAscending();
    }

    /// Answers the word that the key of a group is kept as, where the key is one word.
    long keyWord(int group) {
        return groups.orElseThrow().word(group);
    }

    /// Answers what was learnt of the keys' ranges, where they are indexed by.
    Optional<DirectIndex.Ranges> ranges() {
        return groups.flatMap(KeyedGroups::ranges);
    }

    /// Answers how many rows were added.
    long rows() {
        return rows;
    }

    Accumulator[] accumulators() {
        return accumulators;
    }

    void add(InputBatch input) {
        rows += input.keys().size();
        if (groups.isEmpty()) {
            for (int c = 0; c < accumulators.length; c++) {
                accumulators[c].addAll(
                        input.arguments()[shape.inputOfCall(c)], input.arguments()[shape.secondInputOfCall(c)]);
            }
        } else {
            GroupedRows assigned = groupedRows.orElseThrow();
            if (takesRuns) {
                groups.get().assign(input.keys(), assigned);
            } else {
                groups.get().assignRows(input.keys(), assigned);
            }
            ensure();
            assigned.setGroupCount(size());
            for (int c = 0; c < accumulators.length; c++) {
                accumulators[c].addRows(
                        input.arguments()[shape.inputOfCall(c)],
                        input.arguments()[shape.secondInputOfCall(c)],
                        assigned);
            }
        }
        account();
    }

    /// Adds a strip to the one group that there is.
    void add(Strip strip, StripReader reader) {
        rows += reader.add(strip, accumulators);
        account();
    }

    /// Moves values that are kept until the end to a file.
    void spill(ValueFile file) {
        for (Accumulator accumulator : accumulators) {
            accumulator.spill(file);
        }
        account();
    }

    /// Answers the bytes that the state takes.
    long takenBytes() {
        return reserved;
    }

    private void ensure() {
        int size = size();
        for (Accumulator accumulator : accumulators) {
            accumulator.ensure(size);
        }
    }

    /// Reserves what the state has grown by.
    private void account() {
        long bytes = adopted + (groups.isPresent() ? groups.get().heapBytes() : 0);
        for (Accumulator accumulator : accumulators) {
            bytes += accumulator.bytes();
        }
        if (bytes > reserved) {
            memory.reserve(bytes - reserved);
        } else if (bytes < reserved) {
            memory.release(reserved - bytes);
        }
        reserved = bytes;
    }

    void writeKeys(int[] ids, int from, int count, Batch out) {
        groups.ifPresent(g -> g.writeKeys(ids, from, count, out));
    }

    /// Adds all groups of a frozen state and closes it. What is kept of it by reference is accounted for
    /// here from now on.
    void absorb(GroupedState other) {
        absorb(other, 0, other.size());
    }

    /// Adds the groups from `from` to before `to` of a frozen state, closing it.
    void absorb(GroupedState other, int from, int to) {
        merge(other, from, to);
        long shared = other.adopted;
        for (Accumulator accumulator : other.accumulators) {
            shared += accumulator.sharedBytes();
        }
        adopted += shared;
        reserved += shared;
        other.reserved -= shared;
        other.close();
    }

    private void merge(GroupedState other, int from, int to) {
        int[] ids = new int[ROWS];
        Batch keys = Batch.allocate(shape.keyTypes());
        for (int first = from; first < to; first += ROWS) {
            int count = Math.min(ROWS, to - first);
            for (int i = 0; i < count; i++) {
                ids[i] = first + i;
            }
            merge(other, ids, 0, count, keys);
        }
    }

    /// Adds the groups `ids[from]` to `ids[from + count]`, at most 1,024, of a frozen state; `keys`
    /// is scratch.
    void merge(GroupedState other, int[] ids, int from, int count, Batch keys) {
        int[] sources = ids;
        if (from > 0) {
            sources = java.util.Arrays.copyOfRange(ids, from, from + count);
        }
        if (targetOf.length == 0) {
            targetOf = new int[ROWS];
        }
        int[] targets = targetOf;
        if (groups.isPresent()) {
            groups.get().assignFrom(other.groups.orElseThrow(), sources, count, targets, keys);
            ensure();
        } else {
            targets[0] = 0;
        }
        for (int c = 0; c < accumulators.length; c++) {
            accumulators[c].merge(other.accumulators[c], sources, targets, count);
        }
        account();
    }

    /// Ends the adding: the state may be merged from and written by any thread.
    void freeze() {
        groups.ifPresent(KeyedGroups::dropIndex);
        for (Accumulator accumulator : accumulators) {
            accumulator.freeze();
        }
        account();
    }

    @Override
    public void close() {
        memory.release(reserved);
        reserved = 0;
    }
}
