package org.almagest.columnar.memory;

/// Bytes of recycled heap arrays, taken of a budget as they grow and given back all at once. One
/// thread.
public final class HeapReservation implements AutoCloseable {
    private final MemoryBudget budget;
    private final String purpose;
    private long bytes;

    public HeapReservation(MemoryBudget budget, String purpose) {
        this.budget = budget;
        this.purpose = purpose;
    }

    /// Takes more or fails with 53200.
    public void add(long more) {
        budget.reserve(more, purpose);
        bytes += more;
    }

    /// Gives back what was taken beyond `keep` bytes.
    public void shrinkTo(long keep) {
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
