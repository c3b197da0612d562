package org.almagest.exec.plan;

import java.util.Optional;
import org.almagest.columnar.type.Value;

/// The rows around a row that a window function looks at.
public record WindowFrame(Unit unit, Bound start, Bound end, Exclusion exclusion) {
    /// From the partition's start to the row's last peer: what is meant where nothing is said.
    public static final WindowFrame DEFAULT = new WindowFrame(
            Unit.RANGE,
            new Bound(BoundKind.UNBOUNDED_PRECEDING, Optional.empty()),
            new Bound(BoundKind.CURRENT_ROW, Optional.empty()),
            Exclusion.NO_OTHERS);

    /// What offsets count: rows, distances of the one sort key, or groups of peers.
    public enum Unit {
        ROWS,
        RANGE,
        GROUPS
    }

    /// What is left out of the frame: the row, its group of peers, or its peers without itself.
    public enum Exclusion {
        NO_OTHERS,
        CURRENT_ROW,
        GROUP,
        TIES
    }

    /// Where a frame may start and end.
    public enum BoundKind {
        UNBOUNDED_PRECEDING,
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING,
        UNBOUNDED_FOLLOWING
    }

    /// One end of a frame; PRECEDING and FOLLOWING have an offset.
    public record Bound(BoundKind kind, Optional<Offset> offset) {
        public Bound {
            if (offset.isPresent() != (kind == BoundKind.PRECEDING || kind == BoundKind.FOLLOWING)) {
                throw new IllegalArgumentException("an offset belongs to PRECEDING and FOLLOWING: " + kind);
            }
        }
    }

    /// How far away an end is; never negative.
    public sealed interface Offset {
        /// So many rows or groups of peers.
        record Count(long count) implements Offset {}

        /// A distance of keys, in the type of the call's key argument.
        record Distance(Value value) implements Offset {}

        /// A distance of times.
        record Period(long months, long days, long micros) implements Offset {}
    }

    /// Answers whether an end lies at a distance of keys, which the call's last argument then is.
    public boolean measuresKeys() {
        return unit == Unit.RANGE && (start.offset().isPresent() || end.offset().isPresent());
    }

    /// Answers whether every row of a partition has the whole partition as its frame.
    public boolean isWholePartition() {
        return start.kind() == BoundKind.UNBOUNDED_PRECEDING
                && end.kind() == BoundKind.UNBOUNDED_FOLLOWING
                && exclusion == Exclusion.NO_OTHERS;
    }

    /// Answers whether frames of a partition only grow at their end.
    public boolean isCumulative() {
        return start.kind() == BoundKind.UNBOUNDED_PRECEDING && exclusion == Exclusion.NO_OTHERS;
    }

    /// Answers whether it matters which rows are equal in the order.
    public boolean looksAtPeers() {
        boolean ofRows = unit == Unit.ROWS || isWholePartition();
        return !ofRows || exclusion == Exclusion.GROUP || exclusion == Exclusion.TIES;
    }
}
