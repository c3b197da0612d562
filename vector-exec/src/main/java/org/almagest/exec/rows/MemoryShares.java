package org.almagest.exec.rows;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.almagest.columnar.memory.MemoryBudget;

/// Decides which operator of a query may grow, and which one must spill.
///
/// ```text
/// headroom   a quarter of the limit, at most 12 MiB for each thread: what spilling itself needs,
///            and operators that cannot spill
/// floor      a quarter of the limit, divided among the operators: each may always have so much
/// the rest   for whoever asks first
/// ```
///
/// It also holds to the process's limit: where other queries have the memory, one that asks is told
/// to spill as well. Thread-safe.
public final class MemoryShares {
    private static final long HEADROOM_BYTES_PER_THREAD = 12L << 20;

    private final MemoryBudget query;
    private final long headroomBytes;
    private final int threads;
    private final List<OperatorMemory> operators = new CopyOnWriteArrayList<>();

    public MemoryShares(MemoryBudget query, int threads) {
        this.query = query;
        this.threads = threads;
        headroomBytes = Math.min(query.limit() / 4, HEADROOM_BYTES_PER_THREAD * threads);
    }

    MemoryBudget query() {
        return query;
    }

    long headroomPerThread() {
        return headroomBytes / threads;
    }

    void join(OperatorMemory operator) {
        operators.add(operator);
    }

    void leave(OperatorMemory operator) {
        operators.remove(operator);
    }

    /// Answers whether an operator may take `bytes` more. Nothing is reserved: who is told yes by
    /// several threads at once goes a little into the headroom.
    boolean mayGrow(OperatorMemory operator, long bytes) {
        long floor = query.limit() / 4 / Math.max(1, operators.size());
        if (operator.takenBytes() + bytes > floor) {
            long promised = 0;
            for (OperatorMemory other : operators) {
                promised += other == operator ? 0 : Math.max(0, floor - other.takenBytes());
            }
            if (query.reserved() + bytes + promised + headroomBytes > query.limit()) {
                return false;
            }
        }
        // Caches give way here, so that the headroom is there when it is needed.
        return query.hasRoom(bytes + headroomBytes);
    }
}
