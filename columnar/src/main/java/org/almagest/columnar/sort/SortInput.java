package org.almagest.columnar.sort;

import org.almagest.columnar.vector.Batch;

/// A part of the rows to sort. One thread.
public final class SortInput implements AutoCloseable {
    private final ExternalSort sort;
    private final RunBuilder builder;
    private long number;
    private boolean closed;

    SortInput(ExternalSort sort, RunBuilder builder, long firstNumber) {
        this.sort = sort;
        this.builder = builder;
        number = firstNumber;
    }

    /// Copies the rows of a batch that count; fails with 53200 where not even files help.
    public void append(Batch batch) {
        if (batch.size() > 0) {
            sort.append(builder, batch, builder.prepare(batch), number);
            number += batch.size();
        }
    }

    /// Answers the keys of the last batch.
    public NormalisedKeys keys() {
        return builder.keys();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sort.giveBack(builder);
        }
    }
}
