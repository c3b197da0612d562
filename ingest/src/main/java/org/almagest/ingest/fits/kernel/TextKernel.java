package org.almagest.ingest.fits.kernel;

/// Copies fixed-width FITS strings: a NUL ends one, trailing blanks do not count.
public final class TextKernel {
    private TextKernel() {}

    /// Copies the string in `source[start .. start + width)` to `target` (with room for `width`
    /// bytes) and answers its length; where a byte is beyond ASCII, the complement of the length.
    public static int copy(byte[] source, int start, int width, byte[] target, int at) {
        int length = 0;
        int union = 0;
        for (int i = 0; i < width; i++) {
            byte b = source[start + i];
            if (b == 0) {
                break;
            }
            target[at + i] = b;
            union |= b;
            if (b != ' ') {
                length = i + 1;
            }
        }
        return union < 0 ? ~length : length;
    }
}
