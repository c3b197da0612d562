package org.almagest.columnar.scan;

import java.util.Optional;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DeferredBlock;

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

    /// Answers a column's numbers in a block where they stand in a page, not decoded and without a
    /// vector; empty where only [#column] has them. Valid until another block of the column is asked for.
    Optional<? extends DeferredBlock> numbers(int column, int block);

    /// Puts the blocks of a column from `block` on that stand in one page as plain numbers into `out`,
    /// as far as there is room, and answers how many; 0 where the first one does not stand so.
    int plainRun(int column, int block, PlainRun out);

    /// Answers a column's values in a block. Valid until the column is asked for again.
    ColumnVector column(int column, int block);
}
