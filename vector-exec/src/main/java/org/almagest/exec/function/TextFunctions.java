package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.BLOB;
import static org.almagest.columnar.type.ScalarType.INTEGER;
import static org.almagest.columnar.type.ScalarType.VARCHAR;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.evaluate.TextKernel;
import org.almagest.exec.kernel.TextKernels;

/// Functions that measure, cut and join text. Positions and lengths count code points from 1.
final class TextFunctions {
    private static final int LONGEST = 64 << 20;

    private TextFunctions() {}

    static void register(Catalog catalog) {
        lengths(catalog);
        parts(catalog);
        joining(catalog);
        characters(catalog);
    }

    private static TextColumnVector text(ColumnVector[] inputs, int argument) {
        return (TextColumnVector) inputs[argument];
    }

    private static void lengths(Catalog catalog) {
        catalog.rows("length", BIGINT, Rows.numbers(TextFunctions::codePoints), VARCHAR);
        catalog.alias("length", "char_length", "character_length", "len");
        for (DataType type : List.of(VARCHAR, BLOB)) {
            catalog.rows(
                    "octet_length",
                    BIGINT,
                    Rows.numbers((in, row) -> text(in, 0).length(row)),
                    type);
        }
        catalog.rows(
                "bit_length", BIGINT, Rows.numbers((in, row) -> 8L * text(in, 0).length(row)), VARCHAR);
    }

    private static long codePoints(ColumnVector[] inputs, int row) {
        TextColumnVector text = text(inputs, 0);
        return TextKernels.codePoints(text.bytes(), text.start(row), text.length(row));
    }

    private static void parts(Catalog catalog) {
        TextKernel from = (in, row, out) -> slice(text(in, 0), row, Rows.getLong(in[1], row), Long.MAX_VALUE, out);
        catalog.text("substring", VARCHAR, from, VARCHAR, BIGINT);
        catalog.text("substring", VARCHAR, TextFunctions::substring, VARCHAR, BIGINT, BIGINT);
        catalog.alias("substring", "substr");
        catalog.text("left", VARCHAR, TextFunctions::left, VARCHAR, BIGINT);
        catalog.text("right", VARCHAR, TextFunctions::right, VARCHAR, BIGINT);
        catalog.text("split_part", VARCHAR, TextFunctions::splitPart, VARCHAR, VARCHAR, BIGINT);
    }

    private static void substring(ColumnVector[] inputs, int row, TextColumnVector result) {
        long length = Rows.getLong(inputs[2], row);
        if (length < 0) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER, "substring takes a length of 0 or more, not " + length);
        }
        slice(text(inputs, 0), row, Rows.getLong(inputs[1], row), length, result);
    }

    /// Appends `length` code points from the one-based `start`; places before the text count.
    private static void slice(TextColumnVector text, int row, long start, long length, TextColumnVector result) {
        long stop = length > Long.MAX_VALUE - Math.max(start, 1) ? Long.MAX_VALUE : start + length;
        long first = Math.max(start, 1);
        int from = TextKernels.offset(text.bytes(), text.start(row), text.length(row), first - 1);
        int to = TextKernels.offset(text.bytes(), text.start(row), text.length(row), Math.max(stop, first) - 1);
        result.append(row, text.bytes(), from, to - from);
    }

    private static void left(ColumnVector[] inputs, int row, TextColumnVector result) {
        long count = Rows.getLong(inputs[1], row);
        long taken = count >= 0 ? count : Math.max(0, codePoints(inputs, row) + count);
        slice(text(inputs, 0), row, 1, taken, result);
    }

    private static void right(ColumnVector[] inputs, int row, TextColumnVector result) {
        long count = Rows.getLong(inputs[1], row);
        long skipped = count >= 0 ? Math.max(0, codePoints(inputs, row) - count) : -Math.max(count, -Long.MAX_VALUE);
        slice(text(inputs, 0), row, skipped + 1, Long.MAX_VALUE, result);
    }

    private static void splitPart(ColumnVector[] inputs, int row, TextColumnVector result) {
        String text = Rows.text(inputs[0], row);
        String separator = Rows.text(inputs[1], row);
        long wanted = Rows.getLong(inputs[2], row);
        if (wanted == 0) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER, "split_part counts fields from 1, or from -1 at the end");
        }
        String[] fields =
                separator.isEmpty() ? new String[] {text} : text.split(java.util.regex.Pattern.quote(separator), -1);
        long index = wanted > 0 ? wanted - 1 : fields.length + wanted;
        result.append(row, index >= 0 && index < fields.length ? fields[(int) index] : "");
    }

    private static void joining(Catalog catalog) {
        catalog.computed("||", "any, any", TextFunctions::concatenation);
        catalog.computed("concat", "any, ...", TextFunctions::concat);
        catalog.computed("concat_ws", "VARCHAR, any, ...", TextFunctions::concatWithSeparator);
        catalog.text("overlay", VARCHAR, TextFunctions::overlayAsLong, VARCHAR, VARCHAR, BIGINT);
        TextKernel part = (in, row, out) -> overlay(in, row, Rows.getLong(in[3], row), out);
        catalog.text("overlay", VARCHAR, part, VARCHAR, VARCHAR, BIGINT, BIGINT);
        catalog.text("repeat", VARCHAR, TextFunctions::repeat, VARCHAR, BIGINT);
        TextKernel spaceLeft = (in, row, out) -> pad(in, row, " ", true, out);
        TextKernel spaceRight = (in, row, out) -> pad(in, row, " ", false, out);
        catalog.text("lpad", VARCHAR, spaceLeft, VARCHAR, BIGINT);
        catalog.text("rpad", VARCHAR, spaceRight, VARCHAR, BIGINT);
        TextKernel left = (in, row, out) -> pad(in, row, Rows.text(in[2], row), true, out);
        TextKernel right = (in, row, out) -> pad(in, row, Rows.text(in[2], row), false, out);
        catalog.text("lpad", VARCHAR, left, VARCHAR, BIGINT, VARCHAR);
        catalog.text("rpad", VARCHAR, right, VARCHAR, BIGINT, VARCHAR);
    }

    private static java.util.Optional<ScalarFunction> concatenation(String name, List<DataType> types) {
        if (types.size() < 2 || types.stream().anyMatch(org.almagest.columnar.type.ArrayType.class::isInstance)) {
            return java.util.Optional.empty();
        }
        boolean blobs = types.stream().allMatch(type -> type == BLOB);
        DataType type = blobs ? BLOB : VARCHAR;
        return java.util.Optional.of(BuiltIn.of(
                name, Collections.nCopies(types.size(), type), type, EvaluatorFactory.text((inputs, row, result) -> {
                    int length = 0;
                    for (ColumnVector input : inputs) {
                        length += ((TextColumnVector) input).length(row);
                    }
                    int at = result.offsets()[row];
                    byte[] bytes = result.ensureBytes(Math.addExact(at, length));
                    for (ColumnVector input : inputs) {
                        TextColumnVector part = (TextColumnVector) input;
                        System.arraycopy(part.bytes(), part.start(row), bytes, at, part.length(row));
                        at += part.length(row);
                    }
                    result.offsets()[row + 1] = at;
                    result.setValid(row);
                })));
    }

    private static java.util.Optional<ScalarFunction> concat(String name, List<DataType> types) {
        return java.util.Optional.of(BuiltIn.of(
                name,
                Collections.nCopies(types.size(), VARCHAR),
                VARCHAR,
                (arguments, type) -> new ConcatEvaluator(arguments, false)));
    }

    private static java.util.Optional<ScalarFunction> concatWithSeparator(String name, List<DataType> types) {
        return types.isEmpty()
                ? java.util.Optional.empty()
                : java.util.Optional.of(BuiltIn.of(
                        name,
                        Collections.nCopies(types.size(), VARCHAR),
                        VARCHAR,
                        (arguments, type) -> new ConcatEvaluator(arguments, true)));
    }

    /// Replaces `length` code points from the one-based `start`.
    private static void overlay(ColumnVector[] inputs, int row, long length, TextColumnVector result) {
        long start = Rows.getLong(inputs[2], row);
        if (start < 1) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "overlay starts at 1 or later, not at " + start);
        }
        String text = Rows.text(inputs[0], row);
        int all = text.codePointCount(0, text.length());
        int from = (int) Math.min(start - 1, all);
        int to = Math.clamp(length > all ? all : from + length, 0, all);
        String before = text.substring(0, text.offsetByCodePoints(0, from));
        result.append(row, before + Rows.text(inputs[1], row) + text.substring(text.offsetByCodePoints(0, to)));
    }

    private static void overlayAsLong(ColumnVector[] inputs, int row, TextColumnVector result) {
        String by = Rows.text(inputs[1], row);
        overlay(inputs, row, by.codePointCount(0, by.length()), result);
    }

    private static void repeat(ColumnVector[] inputs, int row, TextColumnVector result) {
        long times = Math.max(0, Rows.getLong(inputs[1], row));
        String text = Rows.text(inputs[0], row);
        checkLength(Math.multiplyHigh(times, text.length()) != 0 ? Long.MAX_VALUE : times * text.length());
        result.append(row, text.repeat((int) (text.isEmpty() ? 0 : times)));
    }

    private static void checkLength(long characters) {
        if (characters > LONGEST) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER, "a text made by a function has at most 67,108,864 characters");
        }
    }

    private static void pad(ColumnVector[] inputs, int row, String fill, boolean left, TextColumnVector result) {
        int[] text = Rows.text(inputs[0], row).codePoints().toArray();
        int[] filling = fill.codePoints().toArray();
        long wanted = Math.max(0, Rows.getLong(inputs[1], row));
        checkLength(wanted);
        int kept = (int) Math.min(wanted, text.length);
        int missing = filling.length == 0 ? 0 : (int) wanted - kept;
        StringBuilder out = new StringBuilder();
        for (int i = 0; left && i < missing; i++) {
            out.appendCodePoint(filling[i % filling.length]);
        }
        for (int i = 0; i < kept; i++) {
            out.appendCodePoint(text[i]);
        }
        for (int i = 0; !left && i < missing; i++) {
            out.appendCodePoint(filling[i % filling.length]);
        }
        result.append(row, out.toString());
    }

    private static void characters(Catalog catalog) {
        catalog.rows("ascii", INTEGER, Rows.numbers(TextFunctions::firstCodePoint), VARCHAR);
        catalog.alias("ascii", "unicode");
        catalog.text("chr", VARCHAR, TextFunctions::character, INTEGER);
        catalog.text(
                "to_hex",
                VARCHAR,
                (in, row, out) -> out.append(row, Long.toHexString(Rows.getLong(in[0], row))),
                BIGINT);
        for (DataType type : List.of(VARCHAR, BLOB)) {
            catalog.text("md5", VARCHAR, (in, row, out) -> out.append(row, digest("MD5", text(in, 0), row)), type);
            catalog.text(
                    "sha256", VARCHAR, (in, row, out) -> out.append(row, digest("SHA-256", text(in, 0), row)), type);
        }
    }

    private static long firstCodePoint(ColumnVector[] inputs, int row) {
        String text = Rows.text(inputs[0], row);
        return text.isEmpty() ? 0 : text.codePointAt(0);
    }

    private static void character(ColumnVector[] inputs, int row, TextColumnVector result) {
        int codePoint = Rows.getInt(inputs[0], row);
        if (codePoint <= 0 || codePoint > Character.MAX_CODE_POINT || codePoint >= 0xD800 && codePoint <= 0xDFFF) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER, "chr takes a code point of Unicode, not " + codePoint);
        }
        result.append(row, Character.toString(codePoint));
    }

    private static String digest(String algorithm, TextColumnVector text, int row) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(text.bytes(), text.start(row), text.length(row));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has " + algorithm, absent);
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
