package org.almagest.columnar.sort;

/// Walks through the rows of a sorted run. One thread.
abstract sealed class RunCursor implements AutoCloseable permits MemoryCursor, RangeCursor {
    /// The address of the row that it stands at, and the first word of its key.
    long row;

    long prefix;

    /// Goes to the next row, the first one at first; answers false behind the last.
    abstract boolean next();

    /// Answers the bytes of the row, or about so many where looking would cost.
    abstract int rowBytes();

    /// Answers whether rows stay where they are until the run is closed; else the next one may
    /// take their memory.
    abstract boolean isStable();

    @Override
    public abstract void close();
}
