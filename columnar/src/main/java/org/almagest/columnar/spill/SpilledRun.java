package org.almagest.columnar.spill;

/// Rows in a file of their own, in the order in which they were written; the index tells where keys
/// are, if they have any and are in their order.
public record SpilledRun(SpilledFile file, long rows, RunIndex index) {
    public long bytes() {
        return file.bytes();
    }
}
