package org.almagest.ingest.fits;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.almagest.columnar.io.LocalFileSystem;

/// Makes the bytes of FITS files card by card, right or wrong.
final class FitsBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// Starts a file with an empty primary HDU.
    static FitsBytes start() {
        return new FitsBytes()
                .cards("SIMPLE  =                    T", "BITPIX  =                    8", "NAXIS   = 0", "EXTEND  = T")
                .end();
    }

    /// A file of one binary table: `fields` are NAME=TFORM, `cards` come after them.
    static FitsBytes table(int rows, int rowBytes, int heapBytes, String[] fields, String... cards) {
        return start().header("BINTABLE", rows, rowBytes, heapBytes, fields)
                .cards(cards)
                .end();
    }

    FitsBytes header(String extension, int rows, int rowBytes, int heapBytes, String... fields) {
        cards(
                "XTENSION= '" + extension + "'",
                "BITPIX  = 8",
                "NAXIS   = 2",
                "NAXIS1  = " + rowBytes,
                "NAXIS2  = " + rows,
                "PCOUNT  = " + heapBytes,
                "GCOUNT  = 1",
                "TFIELDS = " + fields.length);
        for (int i = 0; i < fields.length; i++) {
            int equals = fields[i].indexOf('=');
            card(key("TTYPE", i + 1) + "= '" + fields[i].substring(0, equals) + "'");
            card(key("TFORM", i + 1) + "= '" + fields[i].substring(equals + 1) + "'");
        }
        return this;
    }

    static String key(String root, int number) {
        return String.format("%-8s", root + number);
    }

    FitsBytes card(String text) {
        byte[] card = String.format("%-80s", text).getBytes(StandardCharsets.ISO_8859_1);
        if (card.length != 80) {
            throw new IllegalArgumentException("a card has 80 characters: " + text);
        }
        bytes.writeBytes(card);
        return this;
    }

    FitsBytes cards(String... texts) {
        for (String text : texts) {
            card(text);
        }
        return this;
    }

    /// Ends the header.
    FitsBytes end() {
        card("END");
        return pad(' ');
    }

    /// Adds data and pads it.
    FitsBytes data(byte[] data) {
        bytes.writeBytes(data);
        return pad('\0');
    }

    FitsBytes raw(byte[] data) {
        bytes.writeBytes(data);
        return this;
    }

    private FitsBytes pad(char with) {
        while (bytes.size() % 2880 != 0) {
            bytes.write(with);
        }
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    /// Writes the bytes to a file of that name and opens it.
    FitsFile open(Path directory) throws IOException {
        return open(directory, FitsOptions.DEFAULT);
    }

    FitsFile open(Path directory, FitsOptions options) throws IOException {
        Path path = directory.resolve("t.fits");
        Files.write(path, bytes());
        return OpenFits.of(new LocalFileSystem(), path.toString(), options);
    }
}
