package org.almagest.ingest.fits;

/// How the cells of one column stand in the rows. `offset` is the field's first byte in its row.
sealed interface CellForm {
    /// A field of no bytes: every cell is NULL.
    record Absent() implements CellForm {}

    /// One element.
    record Scalar(ElementForm element, int offset) implements CellForm {}

    /// `count` elements in a row.
    record FixedArray(ElementForm element, int offset, int count) implements CellForm {}

    /// A descriptor of elements in the heap; `factor` elements per counted one (2 for C and M).
    record VariableArray(ElementForm element, int offset, boolean wide, int factor) implements CellForm {}

    /// One string of at most `width` bytes.
    record Text(int offset, int width) implements CellForm {}

    /// `count` strings of `width` bytes in a row.
    record TextArray(int offset, int width, int count) implements CellForm {}

    /// A descriptor of characters in the heap.
    record VariableText(int offset, boolean wide) implements CellForm {}

    /// A number written in text (ASCII tables); `decimals` is the place of the point where the text
    /// has none.
    record Number(
            int offset,
            int width,
            boolean integer,
            int decimals,
            String nullText,
            boolean scaled,
            double scale,
            double zero,
            boolean blankIsZero)
            implements CellForm {}
}
