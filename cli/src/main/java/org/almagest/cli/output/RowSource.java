package org.almagest.cli.output;

import org.almagest.columnar.vector.Batch;

/// Gives rows batch by batch; a batch is valid until the next call.
@FunctionalInterface
public interface RowSource {
    /// Makes `out` point at the next rows and answers true, or answers false at the end.
    boolean next(Batch out);
}
