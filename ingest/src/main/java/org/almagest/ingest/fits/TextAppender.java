package org.almagest.ingest.fits;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.ingest.fits.kernel.TextKernel;

/// Appends FITS strings to a text vector: blank ones are NULL; bytes beyond ASCII, which the
/// standard does not allow, are taken as UTF-8 where they are that, else as Latin-1.
final class TextAppender {
    private TextAppender() {}

    /// Appends the strings of `count` rows, `stride` bytes apart.
    static void column(byte[] source, int start, int stride, int width, int count, TextColumnVector target) {
        for (int row = 0; row < count; row++) {
            append(source, start + row * stride, width, target, row);
        }
    }

    /// Appends one string of at most `width` bytes as row `row`.
    static void append(byte[] source, int start, int width, TextColumnVector target, int row) {
        int[] offsets = target.offsets();
        int at = offsets[row];
        byte[] bytes = target.ensureBytes(Math.addExact(at, width));
        int length = TextKernel.copy(source, start, width, bytes, at);
        if (length < 0) {
            length = ~length;
            if (!isUtf8(bytes, at, length)) {
                String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
                target.append(row, text);
                return;
            }
        }
        offsets[row + 1] = at + length;
        if (length == 0) {
            target.setNull(row);
        } else {
            target.setValid(row);
        }
    }

    private static boolean isUtf8(byte[] bytes, int start, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }
}
