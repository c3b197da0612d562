package org.almagest.columnar.encoding;

import java.util.Optional;

/// Ways to write the values of a page, each with the byte that names it on disk.
///
/// An id is never given a second meaning; a reader that meets an id without a constant here refuses
/// the page.
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
    PLAIN(4),
    /// Runs of equal numbers; see [RunLengthCodec].
    RUN_LENGTH(5),
    /// Packed steps between rising integers; see [DeltaCodec].
    DELTA(6),
    /// Real floats cut into leading bits and noise; see [AlpRdCodec].
    ALP_RD(7),
    /// Text in one-byte codes for frequent pieces; see [FsstCodec].
    FSST(8),
    /// Text that is a number behind words that do not change; see [NumberedCodec].
    NUMBERED(9),
    /// Another page squeezed by LZ4; see [SqueezedPage].
    LZ4(10),
    /// Another page squeezed by zstd; see [SqueezedPage].
    ZSTD(11);

    private static final Encoding[] BY_ID = values();

    private final byte id;

    Encoding(int id) {
        this.id = (byte) id;
    }

    /// Answers the byte that names this encoding on disk.
    public byte id() {
        return id;
    }

    /// Tells whether pages that a byte names may refer to a dictionary: squeezed ones may, by what
    /// is in them.
    public static boolean mayUseDictionary(int id) {
        return id == DICTIONARY.id || id == LZ4.id || id == ZSTD.id;
    }

    /// Tells whether this is another page in the form of a block codec.
    public boolean isSqueezed() {
        return this == LZ4 || this == ZSTD;
    }

    /// Finds the encoding that a byte names; empty when this version knows none.
    public static Optional<Encoding> ofId(int id) {
        return id >= 0 && id < BY_ID.length ? Optional.of(BY_ID[id]) : Optional.empty();
    }
}
