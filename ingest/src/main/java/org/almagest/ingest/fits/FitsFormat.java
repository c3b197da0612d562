package org.almagest.ingest.fits;

/// The shape of a FITS file (FITS standard 4.0): header and data units in blocks of 2,880 bytes,
/// all numbers big-endian.
///
/// ```text
/// file    HDU 0 (primary) | HDU 1 | HDU 2 | ...
/// HDU     header, padded with blanks to blocks | data, padded to blocks
/// header  cards of 80 bytes: keyword (8) "= " value [/ comment]; the last one says END
/// table   NAXIS2 rows of NAXIS1 bytes | gap up to THEAP | heap; the last two make PCOUNT bytes
/// row     the fields in order, without gaps; field n is described by TFORMn
/// P, Q    a field of two integers (32 or 64 bits): elements, and the byte offset in the heap
/// ```
final class FitsFormat {
    static final int BLOCK_BYTES = 2880;
    static final int CARD_BYTES = 80;
    static final int KEYWORD_BYTES = 8;

    /// The most bytes of one header: thousands of columns need one or two million.
    static final int MAX_HEADER_BYTES = 64 << 20;

    /// The most header and data units that are listed.
    static final int MAX_HDUS = 65_536;

    /// The most bytes of one row, and of one variable-length cell, that are read into memory.
    static final int MAX_CELL_BYTES = 256 << 20;

    private FitsFormat() {}

    /// Answers the size of whole blocks that hold `bytes`.
    static long padded(long bytes) {
        return Math.multiplyExact(Math.addExact(bytes, BLOCK_BYTES - 1) / BLOCK_BYTES, (long) BLOCK_BYTES);
    }
}
