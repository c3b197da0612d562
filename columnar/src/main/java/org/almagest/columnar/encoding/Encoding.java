package org.almagest.columnar.encoding;

import java.util.Optional;

/// Ways to write the values of a page, each with the byte that names it on disk.
///
/// An id is never given a second meaning. Ids 5 to 8 are promised to run length, delta + frame of
/// reference, ALP for real doubles and FSST; a reader that meets an id without a constant here
/// refuses the page.
public enum Encoding {
    /// The page holds one value; see [ConstantCodec].
    CONSTANT(0),
    /// Frame of reference + bit packing of integers; see [ForCodec].
    FOR(1),
    /// Bit-packed codes into the dictionary of the column chunk; see [DictionaryCodec].
    DICTIONARY(2),
    /// Decimal-like floats as packed integers; see [AlpCodec].
    ALP(3),
    /// Values as they are; see [PlainCodec] for numbers and [PlainTextCodec] for text.
    PLAIN(4);

    private static final Encoding[] BY_ID = values();

    private final byte id;

    Encoding(int id) {
        this.id = (byte) id;
    }

    /// Answers the byte that names this encoding on disk.
    public byte id() {
        return id;
    }

    /// Finds the encoding that a byte names; empty when this version knows none.
    public static Optional<Encoding> ofId(int id) {
        return id >= 0 && id < BY_ID.length ? Optional.of(BY_ID[id]) : Optional.empty();
    }
}
