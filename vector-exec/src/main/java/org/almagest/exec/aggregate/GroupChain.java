package org.almagest.exec.aggregate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.vector.Batch;
import org.almagest.exec.rows.OperatorMemory;

/// The groups of runs one behind the other, while keys ascend from run to run: only the group with
/// which one run ends and the next begins is merged, in a state of its own.
///
/// ```text
/// run 0    1 2 3 4         ranges   1 2 3 | 4 | 5 6
/// run 1          4 5 6
/// ```
final class GroupChain implements AutoCloseable {
    /// Each run's state stays: of sources without end there would be too many.
    private static final int MOST_STATES = 128;

    private final AggregateShape shape;
    private final OperatorMemory memory;
    private final Batch scratch;
    private final List<GroupRange> ranges = new ArrayList<>();

    /// All states that the ranges are of, or were.
    private final List<GroupedState> states = new ArrayList<>();

    /// The last group, while further runs may have rows of it.
    private Optional<GroupedState> shared = Optional.empty();

    private boolean begun;
    private long lastKey;

    GroupChain(AggregateShape shape, OperatorMemory memory) {
        this.shape = shape;
        this.memory = memory;
        scratch = Batch.allocate(shape.keyTypes());
    }

    /// Puts the groups of the next run at the end and owns the state; answers false, having done nothing,
    /// where their keys do not go on in order or there are too many runs.
    boolean append(GroupedState run) {
        if (!run.isAscending() || states.size() >= MOST_STATES || run.size() > 0 && begun && run.keyWord(0) < lastKey) {
            return false;
        }
        run.freeze();
        states.add(run);
        if (run.size() == 0) {
            return true;
        }
        boolean meets = begun && run.keyWord(0) == lastKey;
        if (meets) {
            share(run);
        }
        begun = true;
        lastKey = run.keyWord(run.size() - 1);
        if (run.size() > (meets ? 1 : 0)) {
            endShared();
            ranges.add(new GroupRange(run, meets ? 1 : 0, run.size()));
        }
        return true;
    }

    /// Merges the first group of a run with the last one.
    private void share(GroupedState run) {
        if (shared.isEmpty()) {
            GroupRange last = ranges.removeLast();
            GroupedState both = new GroupedState(shape, memory, false, Optional.empty(), 1);
            states.add(both);
            shared = Optional.of(both);
            both.merge(last.state(), new int[] {last.to() - 1}, 0, 1, scratch);
            if (last.size() > 1) {
                ranges.add(new GroupRange(last.state(), last.from(), last.to() - 1));
            }
        }
        shared.get().merge(run, new int[] {0}, 0, 1, scratch);
    }

    private void endShared() {
        shared.ifPresent(both -> {
            both.freeze();
            ranges.add(new GroupRange(both, 0, 1));
        });
        shared = Optional.empty();
    }

    /// Answers the number of groups.
    long size() {
        return ranges.stream().mapToLong(GroupRange::size).sum() + (shared.isPresent() ? 1 : 0);
    }

    /// Answers all groups in their order, after the last run.
    List<GroupRange> ranges() {
        endShared();
        return List.copyOf(ranges);
    }

    /// Answers a state that has all groups, in place of the chain.
    GroupedState merged() {
        GroupedState all = new GroupedState(shape, memory, true, Optional.empty(), Math.toIntExact(size()));
        wholeRanges().forEach(range -> all.absorb(range.state(), range.from(), range.to()));
        return all;
    }

    /// Answers all groups in the order of the partitions, in place of the chain.
    List<FrozenGroups> frozen() {
        return wholeRanges().stream()
                .map(range -> new FrozenGroups(shape, range.state(), range.from(), range.to()))
                .toList();
    }

    /// Answers all groups, and an empty range of each state whose groups have all been merged with others:
    /// what they keep may be referred to.
    private List<GroupRange> wholeRanges() {
        List<GroupRange> all = new ArrayList<>(ranges());
        Set<GroupedState> used = Collections.newSetFromMap(new IdentityHashMap<>());
        ranges.forEach(range -> used.add(range.state()));
        states.stream().filter(used::add).forEach(state -> all.add(new GroupRange(state, 0, 0)));
        return all;
    }

    /// Ends the life of the groups, unless something stands in place of the chain.
    @Override
    public void close() {
        states.forEach(GroupedState::close);
    }
}
