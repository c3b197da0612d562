package org.almagest.columnar.scan;

import java.util.Optional;
import org.almagest.columnar.vector.Batch;

/// Reads morsels, one after the other, on one thread at a time.
public interface MorselReader extends AutoCloseable {
    /// Starts a morsel that this reader's scan handed out.
    void open(Morsel morsel);

    /// Makes `out` (as many columns as the request names) point at the next batch of the morsel and
    /// answers true, or answers false at its end. The vectors belong to the reader and are valid
    /// until the next call. Batches without a row are skipped.
    boolean next(Batch out);

    /// Answers whether `nextStrip` may be called instead of `next`.
    default boolean givesStrips() {
        return false;
    }

    /// Answers the next strip of the morsel, or nothing at its end: the rows that `next` would give, in
    /// the same order, though `next` may put rows of several blocks into one batch. A morsel is read
    /// by strips or by batches, not by both.
    default Optional<Strip> nextStrip() {
        throw new IllegalStateException("this reader gives no strips");
    }

    @Override
    void close();
}
