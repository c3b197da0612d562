package org.almagest.cli.demo.sim;

/// The bytes of a FITS file with one binary table (FITS standard 4.0, sections 3, 4 and 7.3).
///
/// ```text
/// primary header   cards of 80 characters, END, blanks up to a multiple of 2,880 bytes; no data
/// table header     XTENSION= 'BINTABLE' ... TTYPEn TFORMn TUNITn TUCDn TCOMMn TNULLn ... END, blanks
/// rows             NAXIS2 rows of NAXIS1 bytes, big-endian, columns side by side without gaps
/// padding          zero bytes up to a multiple of 2,880
/// ```
final class FitsFormat {
    static final int BLOCK_BYTES = 2880;
    static final int CARD_BYTES = 80;

    private FitsFormat() {}

    /// Answers the bytes that are missing up to the next block.
    static int padding(long bytes) {
        return (int) ((BLOCK_BYTES - bytes % BLOCK_BYTES) % BLOCK_BYTES);
    }
}
