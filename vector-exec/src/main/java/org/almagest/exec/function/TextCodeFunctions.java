package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.BLOB;
import static org.almagest.columnar.type.ScalarType.VARCHAR;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Text and bytes in other clothes: hexadecimal, base 64, bits, URLs, quotes, without accents.
final class TextCodeFunctions {
    private static final HexFormat UPPER = HexFormat.of().withUpperCase();
    private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_$]*");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final int LEAST_RADIX = 2;
    private static final int MOST_RADIX = 36;

    private TextCodeFunctions() {}

    static void register(Catalog catalog) {
        codes(catalog);
        for (DataType type : List.of(VARCHAR, BLOB)) {
            catalog.text("hex", VARCHAR, (in, row, out) -> out.append(row, UPPER.formatHex(bytes(in[0], row))), type);
            catalog.text(
                    "base64",
                    VARCHAR,
                    (in, row, out) -> out.append(row, Base64.getEncoder().encodeToString(bytes(in[0], row))),
                    type);
            catalog.text("to_binary", VARCHAR, (in, row, out) -> out.append(row, bits(bytes(in[0], row))), type);
        }
        numbers(catalog);
        catalog.text("unhex", BLOB, (in, row, out) -> put(out, row, fromHex(Rows.text(in[0], row))), VARCHAR);
        catalog.text("from_base64", BLOB, (in, row, out) -> put(out, row, fromBase64(Rows.text(in[0], row))), VARCHAR);
        catalog.alias("hex", "to_hex");
        catalog.alias("unhex", "from_hex");
        catalog.alias("base64", "to_base64");
        catalog.alias("to_binary", "bin");
        writing(catalog);
    }

    /// `encode` and `decode`: with a format as in PostgreSQL, without one between text and UTF-8 as in
    /// DuckDB.
    private static void codes(Catalog catalog) {
        catalog.text("encode", VARCHAR, (in, row, out) -> out.append(row, encoded(in, row)), BLOB, VARCHAR);
        catalog.text("decode", BLOB, (in, row, out) -> put(out, row, decoded(in, row)), VARCHAR, VARCHAR);
        catalog.text("encode", BLOB, (in, row, out) -> put(out, row, bytes(in[0], row)), VARCHAR);
        catalog.text("decode", VARCHAR, (in, row, out) -> out.append(row, utf8(bytes(in[0], row))), BLOB);
    }

    private static byte[] bytes(ColumnVector vector, int row) {
        TextColumnVector text = (TextColumnVector) vector;
        byte[] bytes = new byte[text.length(row)];
        System.arraycopy(text.bytes(), text.start(row), bytes, 0, bytes.length);
        return bytes;
    }

    private static void put(TextColumnVector out, int row, byte[] bytes) {
        out.append(row, bytes, 0, bytes.length);
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException wrong) {
            throw AlmagestException.of(SqlState.INVALID_TEXT, "the bytes are no text in UTF-8");
        }
    }

    private static String encoded(ColumnVector[] inputs, int row) {
        byte[] bytes = bytes(inputs[0], row);
        return switch (format(inputs[1], row)) {
            case "hex" -> HexFormat.of().formatHex(bytes);
            case "base64" -> Base64.getEncoder().encodeToString(bytes);
            default -> escaped(bytes);
        };
    }

    private static byte[] decoded(ColumnVector[] inputs, int row) {
        String text = Rows.text(inputs[0], row);
        return switch (format(inputs[1], row)) {
            case "hex" -> fromHex(text);
            case "base64" -> fromBase64(text);
            default -> unescaped(text);
        };
    }

    private static String format(ColumnVector formats, int row) {
        String format = Rows.text(formats, row).toLowerCase(Locale.ROOT);
        if (!List.of("hex", "base64", "escape").contains(format)) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "there is no encoding '" + format + "'")
                    .hint("the encodings are hex, base64 and escape");
        }
        return format;
    }

    /// Zero and bytes above 127 as `\ooo`, a backslash doubled.
    private static String escaped(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes) {
            if (b <= 0) {
                out.append(String.format("\\%03o", b & 0xFF));
            } else {
                out.append(b == '\\' ? "\\\\" : String.valueOf((char) b));
            }
        }
        return out.toString();
    }

    private static byte[] unescaped(String text) {
        byte[] from = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[from.length];
        int length = 0;
        for (int i = 0; i < from.length; i++) {
            boolean escape = from[i] == '\\';
            boolean octal = escape && text.length() > i + 3 && isOctal(from, i + 1);
            if (octal) {
                out[length++] = (byte) ((from[i + 1] - '0') << 6 | (from[i + 2] - '0') << 3 | from[i + 3] - '0');
                i += 3;
            } else if (escape && i + 1 < from.length && from[i + 1] == '\\') {
                out[length++] = '\\';
                i++;
            } else if (escape) {
                throw unreadable(text, "the encoding escape");
            } else {
                out[length++] = from[i];
            }
        }
        return java.util.Arrays.copyOf(out, length);
    }

    private static boolean isOctal(byte[] bytes, int at) {
        if (at + 2 >= bytes.length || bytes[at] > '3') {
            return false;
        }
        for (int i = at; i < at + 3; i++) {
            if (bytes[i] < '0' || bytes[i] > '7') {
                return false;
            }
        }
        return true;
    }

    private static byte[] fromHex(String text) {
        try {
            return HexFormat.of().parseHex(text.length() % 2 == 0 ? text : "0" + text);
        } catch (IllegalArgumentException wrong) {
            throw unreadable(text, "hexadecimal digits");
        }
    }

    private static byte[] fromBase64(String text) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException wrong) {
            throw unreadable(text, "base 64");
        }
    }

    private static AlmagestException unreadable(String text, String as) {
        String shown = text.length() <= 60 ? text : text.substring(0, 60) + "...";
        return AlmagestException.of(SqlState.INVALID_TEXT, "cannot read '" + shown + "' as " + as);
    }

    private static String bits(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (byte b : bytes) {
            out.append(Integer.toBinaryString(b & 0xFF | 0x100), 1, 9);
        }
        return out.toString();
    }

    private static void numbers(Catalog catalog) {
        catalog.text(
                "hex",
                VARCHAR,
                (in, row, out) -> out.append(
                        row, Long.toHexString(Rows.getLong(in[0], row)).toUpperCase(Locale.ROOT)),
                BIGINT);
        catalog.text(
                "to_binary",
                VARCHAR,
                (in, row, out) -> out.append(row, Long.toBinaryString(Rows.getLong(in[0], row))),
                BIGINT);
        catalog.text("to_base", VARCHAR, (in, row, out) -> out.append(row, inBase(in, row, 1)), BIGINT, BIGINT);
        catalog.text(
                "to_base",
                VARCHAR,
                (in, row, out) -> out.append(row, inBase(in, row, Rows.getLong(in[2], row))),
                BIGINT,
                BIGINT,
                BIGINT);
    }

    private static String inBase(ColumnVector[] inputs, int row, long digits) {
        long number = Rows.getLong(inputs[0], row);
        long radix = Rows.getLong(inputs[1], row);
        if (number < 0 || radix < LEAST_RADIX || radix > MOST_RADIX || digits < 0 || digits > Long.SIZE) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER,
                    "to_base takes a number of 0 or more, a base of 2 to 36, and at most 64 digits");
        }
        String text = Long.toString(number, (int) radix).toUpperCase(Locale.ROOT);
        return "0".repeat(Math.max(0, (int) digits - text.length())) + text;
    }

    private static void writing(Catalog catalog) {
        catalog.text(
                "quote_literal", VARCHAR, (in, row, out) -> out.append(row, literal(Rows.text(in[0], row))), VARCHAR);
        catalog.text("quote_ident", VARCHAR, (in, row, out) -> out.append(row, name(Rows.text(in[0], row))), VARCHAR);
        catalog.text(
                "url_encode",
                VARCHAR,
                (in, row, out) -> out.append(
                        row,
                        URLEncoder.encode(Rows.text(in[0], row), StandardCharsets.UTF_8)
                                .replace("+", "%20")
                                .replace("*", "%2A")
                                .replace("%7E", "~")),
                VARCHAR);
        catalog.text("url_decode", VARCHAR, (in, row, out) -> out.append(row, fromUrl(Rows.text(in[0], row))), VARCHAR);
        catalog.text(
                "strip_accents",
                VARCHAR,
                (in, row, out) -> out.append(
                        row,
                        MARKS.matcher(Normalizer.normalize(Rows.text(in[0], row), Normalizer.Form.NFD))
                                .replaceAll("")),
                VARCHAR);
        catalog.text(
                "nfc_normalize",
                VARCHAR,
                (in, row, out) -> out.append(row, Normalizer.normalize(Rows.text(in[0], row), Normalizer.Form.NFC)),
                VARCHAR);
    }

    private static String fromUrl(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw unreadable(text, "part of a URL");
        }
    }

    /// Writes a string constant.
    static String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') >= 0 ? "E" + quoted.replace("\\", "\\\\") : quoted;
    }

    /// Writes a name, in quotes where it needs some: the reserved words are the parser's, so any word
    /// of SQL's own is quoted that is spelled like one of those every dialect reserves.
    static String name(String text) {
        boolean plain = NAME.matcher(text).matches() && !RESERVED.contains(text);
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /// What docs/sql.md lists as reserved.
    private static final java.util.Set<String> RESERVED = java.util.Set.of(
            ("all and any as asc between case cross default desc distinct else end except false fetch for from full group"
                            + " having ilike in inner intersect into is isnull join lateral left like limit natural not notnull"
                            + " null offset on or order outer qualify returning right select similar some table then true union"
                            + " using when where window with")
                    .split(" "));
}
