package org.almagest.columnar.encoding;

/// Reads the values of one encoding. Codecs hold no state; what a page needs stands in
/// [CheckedPage].
///
/// To add an encoding: a constant in [Encoding], a class here whose file opens with its layout, a
/// case in [#of(Encoding, ValueKind)], its estimate in [EncodingChooser], its drawing in
/// `docs/format/encodings.md`, a subclass of the contract test.
///
/// Block methods get `count >= 1` values, without NULL, into the front of the array. Methods for a
/// kind that the encoding does not hold are never reached: [#supports] is asked when the page is
/// opened.
sealed interface PageCodec
        permits ConstantCodec,
                ForCodec,
                DictionaryCodec,
                AlpCodec,
                PlainCodec,
                PlainTextCodec,
                RunLengthCodec,
                DeltaCodec,
                AlpRdCodec,
                FsstCodec,
                NumberedCodec {

    static PageCodec of(Encoding encoding, ValueKind kind) {
        return switch (encoding) {
            case CONSTANT -> ConstantCodec.INSTANCE;
            case FOR -> ForCodec.INSTANCE;
            case DICTIONARY -> DictionaryCodec.INSTANCE;
            case ALP -> AlpCodec.INSTANCE;
            case RUN_LENGTH -> RunLengthCodec.INSTANCE;
            case DELTA -> DeltaCodec.INSTANCE;
            case ALP_RD -> AlpRdCodec.INSTANCE;
            case FSST -> FsstCodec.INSTANCE;
            case NUMBERED -> NumberedCodec.INSTANCE;
            case LZ4, ZSTD -> throw new IllegalStateException("a squeezed page must be expanded before it is read");
            case PLAIN -> kind == ValueKind.BYTES ? PlainTextCodec.INSTANCE : PlainCodec.INSTANCE;
        };
    }

    /// Tells whether pages of this kind exist.
    boolean supports(ValueKind kind);

    /// Checks what is not block by block, once when a page is opened.
    default void checkPage(CheckedPage page) {}

    /// Checks whatever the decode methods take for granted of a block with values.
    void checkBlock(CheckedPage page, int block);

    /// Answers where the values of a block stand one behind the other as they are, 4 or 8 bytes
    /// each, or -1 where they do not.
    default long plainOffset(CheckedPage page, int block) {
        return -1;
    }

    default void ints(CheckedPage page, int block, int count, int[] out) {
        throw unsupported(page);
    }

    default void longs(CheckedPage page, int block, int count, long[] out) {
        throw unsupported(page);
    }

    default void floats(CheckedPage page, int block, int count, float[] out) {
        throw unsupported(page);
    }

    default void doubles(CheckedPage page, int block, int count, double[] out) {
        throw unsupported(page);
    }

    /// Puts the bytes of the values one behind the other into `out.bytes()`, their lengths into
    /// `lengths`, which is the offsets array of `out`; answers the number of bytes.
    default long bytes(CheckedPage page, int block, int count, BytesBlock out, int[] lengths) {
        throw unsupported(page);
    }

    /// Answers value `ordinal` of a block, NULL rows not counted.
    default int intAt(CheckedPage page, int block, int ordinal) {
        throw unsupported(page);
    }

    default long longAt(CheckedPage page, int block, int ordinal) {
        throw unsupported(page);
    }

    default float floatAt(CheckedPage page, int block, int ordinal) {
        throw unsupported(page);
    }

    default double doubleAt(CheckedPage page, int block, int ordinal) {
        throw unsupported(page);
    }

    /// Reads a byte of each place that value `ordinal` of a checked block will be decoded from, so that
    /// memory delivers it; what it answers has no meaning. Nothing needs to be read where values of a block
    /// are not found by themselves.
    default int touch(CheckedPage page, int block, int ordinal) {
        return 0;
    }

    /// Comes before a run of [#bytesAt] on one block.
    default void prepareBytesAt(CheckedPage page, int block) {}

    /// Copies byte string `ordinal` of a block to `out.bytes()` from `at` on and answers its
    /// length; what stands before `at` is kept.
    default int bytesAt(CheckedPage page, int block, int ordinal, BytesBlock out, int at) {
        throw unsupported(page);
    }

    /// Sets bit `i` of `out` where value `i` of a block, NULL rows not counted, lies in `low .. high`
    /// as primitive comparisons of its type go; bits beyond the values are unspecified. Answers false,
    /// having done nothing, where that takes decoding. FLOAT and DOUBLE.
    default boolean range(CheckedPage page, int block, int count, double low, double high, long[] out) {
        return false;
    }

    /// As [#range(CheckedPage, int, int, double, double, long[])], for INT and LONG (signed).
    default boolean range(CheckedPage page, int block, int count, long low, long high, long[] out) {
        return false;
    }

    /// Puts the sum of the values whose bit is set in `bits`, NULL rows not counted, into `out[0]`; bits
    /// beyond the values are clear. Answers false, having done nothing, where that takes decoding. FLOAT
    /// (widened) and DOUBLE.
    default boolean sum(CheckedPage page, int block, int count, long[] bits, double[] out) {
        return false;
    }

    /// Puts the least and the greatest of the values whose bit is set and that are not NaN into `out[0]`
    /// and `out[1]`, infinities where there are none, and answers how many are NaN; -1, having done
    /// nothing, where that takes decoding. FLOAT and DOUBLE.
    default int bounds(CheckedPage page, int block, int count, long[] bits, double[] out) {
        return -1;
    }

    /// Tells whether [#least] and [#greatest] answer for the pages' integers without decoding.
    default boolean hasBounds(CheckedPage page) {
        return false;
    }

    /// Answers a number that no integer of a block with values is below (signed).
    default long least(CheckedPage page, int block) {
        throw unsupported(page);
    }

    /// Answers a number that no integer of a block with values exceeds (signed).
    default long greatest(CheckedPage page, int block) {
        throw unsupported(page);
    }

    private static IllegalStateException unsupported(CheckedPage page) {
        return new IllegalStateException(page.encoding + " pages of " + page.kind + " hold no such values");
    }
}
