package org.almagest.ingest.fits;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A TFORM of a binary table: `rT`, `rAw`, `rPt(max)`, `rQt(max)`.
///
/// @param repeat how often the element stands in the field (characters for A, bits for X)
/// @param code L X B I J K A E D C M P Q
/// @param element what a P or Q field points at, otherwise the code itself
/// @param width the characters of each string of `rAw`
record BinaryForm(long repeat, char code, char element, OptionalInt width) {
    private static final Pattern FORM = Pattern.compile("(\\d{0,18})([LXBIJKAEDCMPQ])(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern WIDTH = Pattern.compile("(\\d{1,9})\\D?.*");

    /// Reads a TFORM; empty where it is none.
    static Optional<BinaryForm> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long repeat = matcher.group(1).isEmpty() ? 1 : Long.parseLong(matcher.group(1));
        char code = Character.toUpperCase(matcher.group(2).charAt(0));
        String rest = matcher.group(3).strip();
        return switch (code) {
            case 'P', 'Q' -> pointer(repeat, code, rest);
            case 'A' -> Optional.of(new BinaryForm(repeat, code, code, width(rest)));
            default -> Optional.of(new BinaryForm(repeat, code, code, OptionalInt.empty()));
        };
    }

    private static Optional<BinaryForm> pointer(long repeat, char code, String rest) {
        if (repeat > 1 || rest.isEmpty()) {
            return Optional.empty();
        }
        char element = Character.toUpperCase(rest.charAt(0));
        return "LXBIJKAEDCM".indexOf(element) < 0
                ? Optional.empty()
                : Optional.of(new BinaryForm(repeat, code, element, OptionalInt.empty()));
    }

    private static OptionalInt width(String rest) {
        Matcher matcher = WIDTH.matcher(rest);
        return matcher.matches() ? OptionalInt.of(Integer.parseInt(matcher.group(1))) : OptionalInt.empty();
    }

    boolean isPointer() {
        return code == 'P' || code == 'Q';
    }

    /// Answers the bytes of the field; fails with `ArithmeticException` beyond 64 bits.
    long fieldBytes() {
        return switch (code) {
            case 'P' -> repeat * 8;
            case 'Q' -> repeat * 16;
            default -> bytes(code, repeat);
        };
    }

    /// Answers the bytes of `count` elements of a code; fails with `ArithmeticException` beyond 64
    /// bits.
    static long bytes(char code, long count) {
        return switch (code) {
            case 'X' -> Math.addExact(count, 7) / 8;
            case 'L', 'B', 'A' -> count;
            case 'I' -> Math.multiplyExact(count, 2);
            case 'J', 'E' -> Math.multiplyExact(count, 4);
            case 'K', 'D', 'C' -> Math.multiplyExact(count, 8);
            case 'M' -> Math.multiplyExact(count, 16);
            default -> throw new IllegalStateException("no element has the code " + code);
        };
    }
}
