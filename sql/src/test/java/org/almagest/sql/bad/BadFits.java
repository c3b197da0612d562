package org.almagest.sql.bad;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A FITS file of one binary table, sound unless cards or bytes are changed: 40 rows of `id` (1J),
/// `name` (8A) and `flux` (1PE, two elements each in a heap of 320 bytes), 20 bytes a row.
public final class BadFits {
    public static final int ROWS = 40;
    static final int ROW_BYTES = 20;
    private static final int HEAP_BYTES = 8 * ROWS;
    private static final int BLOCK = 2880;

    private BadFits() {}

    /// The sound file's bytes; each of `cards` replaces the one of its keyword, or is added.
    public static byte[] with(String... cards) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        header(bytes, "SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0", "EXTEND  = T");
        String[] sound = {
            "XTENSION= 'BINTABLE'",
            "BITPIX  = 8",
            "NAXIS   = 2",
            "NAXIS1  = " + ROW_BYTES,
            "NAXIS2  = " + ROWS,
            "PCOUNT  = " + HEAP_BYTES,
            "GCOUNT  = 1",
            "TFIELDS = 3",
            "TTYPE1  = 'id'",
            "TFORM1  = '1J'",
            "TTYPE2  = 'name'",
            "TFORM2  = '8A'",
            "TTYPE3  = 'flux'",
            "TFORM3  = '1PE(2)'"
        };
        String[] all = Arrays.copyOf(sound, sound.length + cards.length);
        int count = sound.length;
        for (String card : cards) {
            int at = indexOf(all, count, card.substring(0, 8));
            all[at] = card;
            count = Math.max(count, at + 1);
        }
        header(bytes, Arrays.copyOf(all, count));
        data(bytes);
        return bytes.toByteArray();
    }

    private static int indexOf(String[] cards, int count, String keyword) {
        for (int i = 0; i < count; i++) {
            if (cards[i].startsWith(keyword)) {
                return i;
            }
        }
        return count;
    }

    private static void header(ByteArrayOutputStream bytes, String... cards) {
        for (String card : cards) {
            bytes.writeBytes(String.format("%-80s", card).getBytes(StandardCharsets.US_ASCII));
        }
        bytes.writeBytes(String.format("%-80s", "END").getBytes(StandardCharsets.US_ASCII));
        pad(bytes, ' ');
    }

    private static void data(ByteArrayOutputStream bytes) {
        for (int row = 0; row < ROWS; row++) {
            number(bytes, row);
            bytes.writeBytes(String.format("star %-3d", row).getBytes(StandardCharsets.US_ASCII));
            number(bytes, 2);
            number(bytes, 8 * row);
        }
        for (int i = 0; i < HEAP_BYTES / 4; i++) {
            number(bytes, Float.floatToIntBits(i / 4f));
        }
        pad(bytes, '\0');
    }

    private static void number(ByteArrayOutputStream bytes, int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes.write(value >>> shift);
        }
    }

    private static void pad(ByteArrayOutputStream bytes, char with) {
        while (bytes.size() % BLOCK != 0) {
            bytes.write(with);
        }
    }

    /// A sound file whose row 7 points beyond the heap.
    static byte[] withWildDescriptor() {
        byte[] bytes = with();
        int at = 2 * BLOCK + 7 * ROW_BYTES + 16;
        bytes[at + 1] = 0x7F;
        return bytes;
    }

    /// The first bytes of the sound file.
    static byte[] cut(int bytes) {
        return Arrays.copyOf(with(), bytes);
    }

    /// A file without a table.
    static byte[] imageOnly() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        header(bytes, "SIMPLE  = T", "BITPIX  = 8", "NAXIS   = 0");
        return bytes.toByteArray();
    }
}
