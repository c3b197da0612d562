package org.almagest.exec.join;

import java.util.BitSet;
import org.almagest.exec.rows.OperatorMemory;

/// Which rows of a probe found a match, where the probe is repeated for one piece of the build side
/// after the other: rows are told apart by their number in the order of the probe. One thread.
final class CarriedMatches implements AutoCloseable {
    private final BitSet matched = new BitSet();
    private final BitSet unknown = new BitSet();
    private final OperatorMemory memory;
    private final long bytes;
    private int next;
    private boolean last;

    CarriedMatches(long rows, OperatorMemory memory) {
        this.memory = memory;
        bytes = rows / 4 + Long.BYTES;
        memory.reserve(bytes);
    }

    /// Starts another round; `isLast` says that no other follows.
    void begin(boolean isLast) {
        next = 0;
        last = isLast;
    }

    /// Answers whether rows without a match can be told now.
    boolean isLast() {
        return last;
    }

    /// Reads what is known of the next `rows` rows.
    void load(int rows, boolean[] matches, boolean[] unknowns) {
        for (int i = 0; i < rows; i++) {
            matches[i] = matched.get(next + i);
            unknowns[i] = unknown.get(next + i);
        }
    }

    /// Keeps what is known of those rows now, and goes on to the next ones.
    void store(int rows, boolean[] matches, boolean[] unknowns) {
        for (int i = 0; i < rows; i++) {
            matched.set(next + i, matches[i]);
            unknown.set(next + i, unknowns[i]);
        }
        next += rows;
    }

    @Override
    public void close() {
        memory.release(bytes);
    }
}
