package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.BOOLEAN;
import static org.almagest.columnar.type.ScalarType.VARCHAR;

import java.util.Arrays;
import java.util.Locale;
import org.almagest.columnar.kernel.ByteSearch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;
import org.almagest.exec.evaluate.TextKernel;
import org.almagest.exec.kernel.TextKernels;

/// Functions that change text and search in it.
final class TextChangeFunctions {
    private TextChangeFunctions() {}

    static void register(Catalog catalog) {
        catalog.text("upper", VARCHAR, TextChangeFunctions::upper, VARCHAR);
        catalog.text("lower", VARCHAR, TextChangeFunctions::lower, VARCHAR);
        catalog.alias("upper", "ucase");
        catalog.alias("lower", "lcase");
        catalog.text("initcap", VARCHAR, (in, row, out) -> out.append(row, initcap(Rows.text(in[0], row))), VARCHAR);
        catalog.text("reverse", VARCHAR, (in, row, out) -> out.append(row, reverse(Rows.text(in[0], row))), VARCHAR);
        catalog.text("replace", VARCHAR, TextChangeFunctions::replace, VARCHAR, VARCHAR, VARCHAR);
        catalog.text("translate", VARCHAR, TextChangeFunctions::translate, VARCHAR, VARCHAR, VARCHAR);
        trimming(catalog, "trim", true, true);
        trimming(catalog, "ltrim", true, false);
        trimming(catalog, "rtrim", false, true);
        catalog.alias("trim", "btrim");
        searching(catalog);
    }

    private static void upper(ColumnVector[] inputs, int row, TextColumnVector result) {
        TextColumnVector text = (TextColumnVector) inputs[0];
        int length = text.length(row);
        if (TextKernels.isAscii(text.bytes(), text.start(row), length)) {
            int at = result.offsets()[row];
            TextKernels.upperAscii(text.bytes(), text.start(row), length, result.ensureBytes(at + length), at);
            finish(result, row, at + length);
        } else {
            result.append(row, text.text(row).toUpperCase(Locale.ROOT));
        }
    }

    private static void lower(ColumnVector[] inputs, int row, TextColumnVector result) {
        TextColumnVector text = (TextColumnVector) inputs[0];
        int length = text.length(row);
        if (TextKernels.isAscii(text.bytes(), text.start(row), length)) {
            int at = result.offsets()[row];
            TextKernels.lowerAscii(text.bytes(), text.start(row), length, result.ensureBytes(at + length), at);
            finish(result, row, at + length);
        } else {
            result.append(row, text.text(row).toLowerCase(Locale.ROOT));
        }
    }

    private static void finish(TextColumnVector result, int row, int end) {
        result.offsets()[row + 1] = end;
        result.setValid(row);
    }

    private static String initcap(String text) {
        StringBuilder out = new StringBuilder(text.length());
        boolean inWord = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            out.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toUpperCase(c));
            inWord = Character.isLetterOrDigit(c);
        }
        return out.toString();
    }

    private static String reverse(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static void replace(ColumnVector[] inputs, int row, TextColumnVector result) {
        String wanted = Rows.text(inputs[1], row);
        String text = Rows.text(inputs[0], row);
        result.append(row, wanted.isEmpty() ? text : text.replace(wanted, Rows.text(inputs[2], row)));
    }

    /// Replaces characters one by one; those without a counterpart vanish.
    private static void translate(ColumnVector[] inputs, int row, TextColumnVector result) {
        int[] from = Rows.text(inputs[1], row).codePoints().toArray();
        int[] to = Rows.text(inputs[2], row).codePoints().toArray();
        StringBuilder out = new StringBuilder();
        Rows.text(inputs[0], row).codePoints().forEach(c -> {
            int place = 0;
            while (place < from.length && from[place] != c) {
                place++;
            }
            if (place == from.length) {
                out.appendCodePoint(c);
            } else if (place < to.length) {
                out.appendCodePoint(to[place]);
            }
        });
        result.append(row, out.toString());
    }

    private static void trimming(Catalog catalog, String name, boolean start, boolean end) {
        TextKernel blanks = (in, row, out) -> trim((TextColumnVector) in[0], row, start, end, out);
        TextKernel characters = (in, row, out) -> trim(in, row, start, end, out);
        catalog.text(name, VARCHAR, blanks, VARCHAR);
        catalog.text(name, VARCHAR, characters, VARCHAR, VARCHAR);
    }

    private static void trim(TextColumnVector text, int row, boolean start, boolean end, TextColumnVector result) {
        byte[] bytes = text.bytes();
        int from = text.start(row);
        int to = from + text.length(row);
        while (start && from < to && bytes[from] == ' ') {
            from++;
        }
        while (end && to > from && bytes[to - 1] == ' ') {
            to--;
        }
        result.append(row, bytes, from, to - from);
    }

    private static void trim(ColumnVector[] inputs, int row, boolean start, boolean end, TextColumnVector result) {
        int[] text = Rows.text(inputs[0], row).codePoints().toArray();
        int[] taken = Rows.text(inputs[1], row).codePoints().sorted().toArray();
        int from = 0;
        int to = text.length;
        while (start && from < to && Arrays.binarySearch(taken, text[from]) >= 0) {
            from++;
        }
        while (end && to > from && Arrays.binarySearch(taken, text[to - 1]) >= 0) {
            to--;
        }
        result.append(row, new String(text, from, to - from));
    }

    private static void searching(Catalog catalog) {
        catalog.rows("strpos", BIGINT, Rows.numbers(TextChangeFunctions::position), VARCHAR, VARCHAR);
        catalog.alias("strpos", "instr", "position");
        catalog.rows("contains", BOOLEAN, Rows.truths((in, row) -> find(in, row) >= 0), VARCHAR, VARCHAR);
        catalog.rows("starts_with", BOOLEAN, Rows.truths((in, row) -> standsAt(in, row, true)), VARCHAR, VARCHAR);
        catalog.rows("ends_with", BOOLEAN, Rows.truths((in, row) -> standsAt(in, row, false)), VARCHAR, VARCHAR);
        catalog.alias("starts_with", "prefix");
        catalog.alias("ends_with", "suffix");
    }

    /// Answers the byte offset of the second text in the first, from the first's start, or -1.
    private static int find(ColumnVector[] inputs, int row) {
        TextColumnVector text = (TextColumnVector) inputs[0];
        TextColumnVector wanted = (TextColumnVector) inputs[1];
        int start = text.start(row);
        byte[] needle = wanted.bytes();
        int found = ByteSearch.indexOf(
                text.bytes(), start, start + text.length(row), needle, wanted.start(row), wanted.length(row));
        return found < 0 ? -1 : found - start;
    }

    private static long position(ColumnVector[] inputs, int row) {
        TextColumnVector text = (TextColumnVector) inputs[0];
        int found = find(inputs, row);
        return found < 0 ? 0 : 1 + TextKernels.codePoints(text.bytes(), text.start(row), found);
    }

    private static boolean standsAt(ColumnVector[] inputs, int row, boolean start) {
        TextColumnVector text = (TextColumnVector) inputs[0];
        TextColumnVector part = (TextColumnVector) inputs[1];
        int length = part.length(row);
        int room = text.length(row) - length;
        int from = text.start(row) + (start ? 0 : room);
        return room >= 0
                && Arrays.equals(
                        text.bytes(), from, from + length, part.bytes(), part.start(row), part.start(row) + length);
    }
}
