package org.almagest.ingest.fits;

/// How a FITS file is read.
///
/// @param keepNaN NaN in E and D columns stays NaN; otherwise it is NULL
/// @param blankIsZero a blank numeric field of an ASCII table is 0, as the standard says; otherwise
///     it is NULL
/// @param temporaryDirectory where a compressed file is unpacked
public record FitsOptions(boolean keepNaN, boolean blankIsZero, String temporaryDirectory) {
    public static final FitsOptions DEFAULT = new FitsOptions(false, false, System.getProperty("java.io.tmpdir"));

    public FitsOptions withKeepNaN(boolean keep) {
        return new FitsOptions(keep, blankIsZero, temporaryDirectory);
    }

    public FitsOptions withBlankIsZero(boolean zero) {
        return new FitsOptions(keepNaN, zero, temporaryDirectory);
    }

    public FitsOptions withTemporaryDirectory(String directory) {
        return new FitsOptions(keepNaN, blankIsZero, directory);
    }
}
