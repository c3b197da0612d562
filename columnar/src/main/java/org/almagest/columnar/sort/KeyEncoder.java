package org.almagest.columnar.sort;

import org.almagest.columnar.vector.Batch;

/// Makes the normalised keys of rows: byte strings that compare, unsigned and from the first byte
/// on, as the rows shall. None is the beginning of another one. One thread.
public interface KeyEncoder {
    /// Appends the keys of the rows of a batch that count, in order, to `out`, which is empty.
    void encode(Batch batch, NormalisedKeys out);
}
