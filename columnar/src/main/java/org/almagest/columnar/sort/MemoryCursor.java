package org.almagest.columnar.sort;

/// Walks through a run in memory, which its builder owns.
final class MemoryCursor extends RunCursor {
    private final long[] addresses;
    private final long[] prefixes;
    private final int rows;
    private final int rowBytes;
    private int at;

    MemoryCursor(RunBuilder run) {
        addresses = run.sort();
        prefixes = run.prefixes();
        rows = run.rows();
        rowBytes = run.rowBytes();
    }

    @Override
    boolean next() {
        if (at == rows) {
            return false;
        }
        row = addresses[at];
        prefix = prefixes[at++];
        return true;
    }

    @Override
    int rowBytes() {
        return rowBytes;
    }

    @Override
    boolean isStable() {
        return true;
    }

    @Override
    public void close() {
        // The builder frees the rows.
    }
}
