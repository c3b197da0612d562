package org.almagest.columnar.spill;

/// Rows in a file of their own, in the order in which they were written.
public record SpilledRun(SpilledFile file, long rows) {
    public long bytes() {
        return file.bytes();
    }
}
