package org.almagest.sql.logic;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The values of a result as sqllogictest writes them: integers in full, floats with three decimals,
/// `NULL`, `(empty)`, and `@` for what cannot be printed.
final class LogicValues {
    private static final Pattern INTEGER = Pattern.compile("^\\s*\\+?(-?\\d+)");

    private LogicValues() {}

    /// Answers the values of rows in the order that a query asks for.
    static List<String> of(List<List<Object>> rows, String types, LogicRecord.Order order) {
        List<List<String>> texts = new ArrayList<>(rows.size());
        for (List<Object> row : rows) {
            List<String> cells = new ArrayList<>(row.size());
            for (int c = 0; c < row.size(); c++) {
                cells.add(text(row.get(c), types.charAt(c)));
            }
            texts.add(cells);
        }
        if (order == LogicRecord.Order.ROWSORT) {
            texts.sort(LogicValues::compareRows);
        }
        List<String> values = new ArrayList<>();
        texts.forEach(values::addAll);
        if (order == LogicRecord.Order.VALUESORT) {
            Collections.sort(values);
        }
        return values;
    }

    private static int compareRows(List<String> a, List<String> b) {
        Comparator<String> ofCells = Comparator.naturalOrder();
        for (int c = 0; c < a.size(); c++) {
            int order = ofCells.compare(a.get(c), b.get(c));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private static String text(Object value, char type) {
        return switch (value) {
            case null -> "NULL";
            case Boolean truth -> truth ? "1" : "0";
            case Number number when type == 'I' -> Long.toString(number.longValue());
            case Number number when type == 'R' -> String.format(Locale.ROOT, "%.3f", number.doubleValue());
            case String text when type == 'I' -> leadingInteger(text);
            default -> printable(value.toString());
        };
    }

    /// A record that asks for integers prints texts as C's `atoi` reads them.
    private static String leadingInteger(String text) {
        Matcher number = INTEGER.matcher(text);
        return number.find() ? number.group(1) : "0";
    }

    private static String printable(String text) {
        return text.isEmpty() ? "(empty)" : text.replaceAll("[^ -~]", "@");
    }

    /// Whether values are those that a record expects, in full or by their hash.
    static boolean match(List<String> values, List<String> expected) {
        if (expected.size() == 1 && expected.getFirst().contains(" values hashing to ")) {
            return expected.getFirst().equals(values.size() + " values hashing to " + hash(values));
        }
        return values.equals(expected);
    }

    /// The MD5 of the values, each followed by a line feed.
    static String hash(List<String> values) {
        try {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            for (String value : values) {
                digest.update(value.getBytes(StandardCharsets.ISO_8859_1));
                digest.update((byte) '\n');
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every JDK has MD5", missing);
        }
    }
}
