package org.almagest.columnar.segment;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Supplier;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextDictionary;

/// A page whose head has been checked: decodes its blocks of 1,024 rows into vectors. The bytes
/// must stay in place. One thread.
sealed interface OpenPage permits SimplePage, HugePage, ArrayPage {
    /// Opens a page of `rows` rows; `where` names it in a complaint.
    static OpenPage open(
            DataType type,
            MemorySegment bytes,
            int rows,
            PageDictionary dictionary,
            PageScratch scratch,
            Supplier<String> where) {
        return switch (type.physical()) {
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, BYTES ->
                SimplePage.open(type, bytes, rows, dictionary, scratch, where);
            case HUGE -> HugePage.open(bytes, rows, where);
            case ARRAY -> ArrayPage.open(type, bytes, rows, dictionary, scratch, where);
        };
    }

    /// Fills the vector with the rows of a block; it comes out flat.
    void decode(int block, ColumnVector out);

    /// Makes the vector stand for a block without decoding it; answers false where it must be
    /// decoded.
    default boolean defer(int block, ColumnVector out) {
        return false;
    }

    /// Answers the numbers of a block as they stand in the page, until it is asked again.
    default Optional<NumberBlock> numbers(int block) {
        return Optional.empty();
    }

    /// Clears the bits of rows of a block that are NULL or do not satisfy the filter, without decoding
    /// it; answers false, having done nothing, where that is not possible.
    default boolean narrow(int block, ColumnFilter filter, int rows, long[] mask) {
        return false;
    }

    /// Answers the dictionary that the page's texts are codes of, if they are.
    default Optional<TextDictionary> dictionary() {
        return Optional.empty();
    }

    /// As [#narrow], for rows whose code lies in `low .. high`, while there is a dictionary.
    default boolean narrowCodes(int block, int low, int high, int rows, long[] mask) {
        return false;
    }

    /// Fills the listed rows of the vector; the others are undefined.
    void decodeAt(int block, int[] positions, int count, ColumnVector out);

    /// Has memory deliver the head of a block that rows will be picked from.
    default void touchHead(int block) {}

    /// Has memory deliver what the listed rows of a block will be decoded from.
    default void touch(int block, int[] positions, int count) {}

    /// Answers whether every row holds the same value, or every row is NULL.
    default boolean isConstant() {
        return false;
    }

    /// Answers what the block's head alone tells of a filter.
    default ColumnFilter.Verdict judge(int block, ColumnFilter filter) {
        return ColumnFilter.Verdict.SOME;
    }
}
