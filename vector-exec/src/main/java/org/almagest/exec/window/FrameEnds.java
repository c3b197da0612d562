package org.almagest.exec.window;

import java.util.Optional;
import org.almagest.exec.plan.WindowFrame;

/// Finds one end of the frames of positions: the first position of the frame, or the first behind
/// it, within the partition. One per frame and task.
abstract class FrameEnds {
    final WindowFrame.Bound bound;
    final boolean isStart;

    FrameEnds(WindowFrame.Bound bound, boolean isStart) {
        this.bound = bound;
        this.isStart = isStart;
    }

    static FrameEnds of(WindowFrame frame, boolean isStart, Optional<RangeKey> key) {
        WindowFrame.Bound bound = isStart ? frame.start() : frame.end();
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING, UNBOUNDED_FOLLOWING -> new PartitionEnds(bound, isStart);
            case CURRENT_ROW ->
                frame.unit() == WindowFrame.Unit.ROWS ? new RowEnds(bound, isStart, 0) : new PeerEnds(bound, isStart);
            case PRECEDING, FOLLOWING ->
                switch (bound.offset().orElseThrow()) {
                    case WindowFrame.Offset.Count(long rows) ->
                        frame.unit() == WindowFrame.Unit.ROWS
                                ? new RowEnds(bound, isStart, rows)
                                : new GroupEnds(bound, isStart, rows);
                    case WindowFrame.Offset.Distance distance -> new RangeEnds(bound, isStart, key.orElseThrow());
                    case WindowFrame.Offset.Period period -> new RangeEnds(bound, isStart, key.orElseThrow());
                };
        };
    }

    boolean isPreceding() {
        return bound.kind() == WindowFrame.BoundKind.PRECEDING;
    }

    /// Starts before the first batch of a morsel.
    void open() {}

    /// Finds the end for each position.
    abstract void find(Positions positions, int[] ends);

    /// The partition's start or end.
    private static final class PartitionEnds extends FrameEnds {
        PartitionEnds(WindowFrame.Bound bound, boolean isStart) {
            super(bound, isStart);
        }

        @Override
        void find(Positions positions, int[] ends) {
            boolean first = bound.kind() == WindowFrame.BoundKind.UNBOUNDED_PRECEDING;
            System.arraycopy(first ? positions.partitionStart : positions.partitionEnd, 0, ends, 0, positions.count());
        }
    }

    /// The first or last peer.
    private static final class PeerEnds extends FrameEnds {
        PeerEnds(WindowFrame.Bound bound, boolean isStart) {
            super(bound, isStart);
        }

        @Override
        void find(Positions positions, int[] ends) {
            System.arraycopy(isStart ? positions.peersStart : positions.peersEnd, 0, ends, 0, positions.count());
        }
    }

    /// So many rows away.
    private static final class RowEnds extends FrameEnds {
        private final long distance;

        RowEnds(WindowFrame.Bound bound, boolean isStart, long rows) {
            super(bound, isStart);
            // Nothing is farther away than positions go, and the sums below stay in range.
            long clamped = Math.min(rows, Integer.MAX_VALUE);
            distance = isPreceding() ? -clamped : clamped;
        }

        @Override
        void find(Positions positions, int[] ends) {
            long shift = positions.from() + distance + (isStart ? 0 : 1);
            for (int i = 0; i < positions.count(); i++) {
                ends[i] = (int) Math.clamp(shift + i, positions.partitionStart[i], (long) positions.partitionEnd[i]);
            }
        }
    }

    /// So many groups of peers away. The group sought only moves forward within a partition.
    private static final class GroupEnds extends FrameEnds {
        private final long distance;
        private int partition = -1;
        private long current;
        private long reached;
        private int reachedAt;

        GroupEnds(WindowFrame.Bound bound, boolean isStart, long groups) {
            super(bound, isStart);
            long clamped = Math.min(groups, Integer.MAX_VALUE);
            distance = isPreceding() ? -clamped : clamped;
        }

        @Override
        void open() {
            partition = -1;
        }

        @Override
        void find(Positions positions, int[] ends) {
            for (int i = 0; i < positions.count(); i++) {
                if (positions.partitionStart[i] != partition) {
                    partition = positions.partitionStart[i];
                    current = 0;
                    reached = 0;
                    reachedAt = partition;
                } else if (positions.from() + i == positions.peersStart[i]) {
                    current++;
                }
                long sought = current + distance + (isStart ? 0 : 1);
                int end = positions.partitionEnd[i];
                while (reached < sought && reachedAt < end) {
                    reachedAt = positions.rows().peersEnd(reachedAt, end);
                    reached++;
                }
                ends[i] = reachedAt;
            }
        }
    }

    /// As far away as the key differs. Ends only move forward within a partition.
    private static final class RangeEnds extends FrameEnds {
        private final RangeKey.Side side;
        private int partition = -1;
        private int end;

        RangeEnds(WindowFrame.Bound bound, boolean isStart, RangeKey key) {
            super(bound, isStart);
            side = key.side(bound, isStart);
        }

        @Override
        void open() {
            partition = -1;
            side.open();
        }

        @Override
        void find(Positions positions, int[] ends) {
            for (int i = 0; i < positions.count(); i++) {
                if (positions.partitionStart[i] != partition) {
                    partition = positions.partitionStart[i];
                    end = partition;
                }
                side.current(positions.from() + i);
                while (end < positions.partitionEnd[i] && side.isBefore(end)) {
                    end++;
                }
                ends[i] = end;
            }
        }
    }
}
