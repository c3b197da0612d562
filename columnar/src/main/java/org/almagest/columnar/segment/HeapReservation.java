package org.almagest.columnar.segment;

import org.almagest.columnar.memory.MemoryBudget;

/// Bytes of recycled heap arrays, taken of a budget as they grow and given back all at once. One
/// thread.
final class HeapReservation implements AutoCloseable {
    private final MemoryBudget budget;
    private final String purpose;
    private long bytes;

    HeapReservation(MemoryBudget budget, String purpose) {
        this.budget = budget;
        this.purpose = purpose;
    }

    /// Takes more or fails with 53200.
    void add(long more) {
        budget.reserve(more, purpose);
        bytes += more;
    }

    /// Gives back what was taken beyond `keep` bytes.
    void shrinkTo(long keep) {
        if (bytes > keep) {
            budget.release(bytes - keep);
            bytes = keep;
        }
    }

    @Override
    public void close() {
        shrinkTo(0);
    }
}
