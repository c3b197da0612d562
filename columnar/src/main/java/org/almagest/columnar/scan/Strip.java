package org.almagest.columnar.scan;

import java.util.Optional;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;

/// Several blocks of a morsel at once, for who takes them column by column: a column's blocks follow
/// each other in memory, and what a batch costs beside its values is paid once per strip.
///
/// ```text
///              batches                         a strip
/// block 0      ra  dec  parallax               ra   |  dec  |  parallax
/// block 1      ra  dec  parallax               ra   v  dec  v  parallax  ...
/// ```
///
/// Blocks without a row that counts are left out. One thread; valid until its reader makes the next.
public interface Strip {
    /// Answers how many blocks there are, at least one.
    int blocks();

    /// Answers how many rows of a block count.
    int size(int block);

    /// Declares the block's rows, and which of them count, in a batch; not its columns.
    void describe(int block, Batch out);

    /// Answers the rows of a block that count as a bitmap of 1,024; empty where all do.
    Optional<long[]> mask(int block);

    /// Answers how many blocks, from this one on, stand one behind the other in one page of the
    /// column, which stays in place until another page of it is asked for; at least 1.
    int run(int column, int block);

    /// Answers a column's values in a block. Valid until the column is asked for again.
    ColumnVector column(int column, int block);
}
