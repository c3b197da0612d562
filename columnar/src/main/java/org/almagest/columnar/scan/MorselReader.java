package org.almagest.columnar.scan;

import org.almagest.columnar.vector.Batch;

/// Reads morsels, one after the other, on one thread at a time.
public interface MorselReader extends AutoCloseable {
    /// Starts a morsel that this reader's scan handed out.
    void open(Morsel morsel);

    /// Makes `out` (as many columns as the request names) point at the next batch of the morsel and
    /// answers true, or answers false at its end. The vectors belong to the reader and are valid
    /// until the next call. Batches without a row are skipped.
    boolean next(Batch out);

    @Override
    void close();
}
