package org.almagest.exec.aggregate;

import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.ColumnVector;

/// The state of one aggregate for all groups of a table, in arrays indexed by group. Owned by one
/// thread at a time; after `freeze` any number may merge from it and write it.
abstract class Accumulator {
    /// Makes room for the groups below `groups`; new ones are empty.
    abstract void ensure(int groups);

    /// Adds the argument's rows, each to its group.
    void add(Argument argument, int[] groups) {
        throw new IllegalStateException("this aggregate takes two arguments");
    }

    /// Adds the argument's rows, which may come in runs of one group.
    void addRows(Argument argument, GroupedRows rows) {
        add(argument, rows.groups());
    }

    /// Adds all of the argument's rows to group 0.
    void addAll(Argument argument) {
        throw new IllegalStateException("this aggregate takes two arguments");
    }

    /// Adds rows, each to its group; only aggregates of two arguments look at the second.
    void addRows(Argument argument, Argument second, GroupedRows rows) {
        addRows(argument, rows);
    }

    /// Adds all rows to group 0; only aggregates of two arguments look at the second.
    void addAll(Argument argument, Argument second) {
        addAll(argument);
    }

    /// Adds the `count` values of a reduction to group 0, as `addAll` would; answers false, having done
    /// nothing, where it needs to know more of them.
    boolean addReduced(Reduction values, int count) {
        return false;
    }

    /// Answers what `addReduced` asks of a reduction.
    Set<Reduced> reduces() {
        return Set.of();
    }

    /// Adds group `from[i]` of another accumulator of the same aggregate to group `to[i]`.
    abstract void merge(Accumulator other, int[] from, int[] to, int count);

    /// Answers the least or greatest value so far of group 0, where this is what is sought and there
    /// is one.
    Optional<Value> extreme() {
        return Optional.empty();
    }

    /// Adds a number of values to group 0 that nobody has read; only counts look at it.
    void addCount(long values) {}

    /// Adds a value to group 0, the least or the greatest of those that nobody has read; only
    /// extremes look at it.
    void addExtreme(Value value) {}

    /// Ends the adding.
    void freeze() {}

    /// Writes the results of groups `first` to `first + count` to a reset vector from its row 0 on.
    abstract void write(int first, int count, ColumnVector out);

    /// Moves values that are kept until the end to a file, where there are such.
    void spill(ValueFile file) {}

    /// Answers the bytes of heap that the state takes, near enough.
    abstract long bytes();

    /// Answers those of them that others keep by reference once they have merged from this state.
    long sharedBytes() {
        return 0;
    }

    /// Answers the bytes of what is kept beside a fixed number for each group; they follow from what was
    /// added alone.
    long keptBytes() {
        return 0;
    }

    /// Answers a capacity for so many groups, growing by doubling.
    static int grown(int capacity, int groups) {
        return Math.max(groups, capacity < 64 ? 64 : Math.toIntExact(Math.min(Integer.MAX_VALUE - 8, capacity * 2L)));
    }
}
