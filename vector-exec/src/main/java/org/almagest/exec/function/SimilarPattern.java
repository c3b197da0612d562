package org.almagest.exec.function;

import java.util.Map;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;

/// The patterns of SIMILAR TO as regular expressions of Java.
///
/// ```text
/// %  .*     _  .     | * + ? {m,n} ( ) [a-z] [^a-z] [[:digit:]]  as they are     anything else literal
/// ```
final class SimilarPattern {
    private static final Map<String, String> CLASSES = Map.ofEntries(
            Map.entry("alnum", "\\p{IsAlphabetic}\\p{IsDigit}"),
            Map.entry("alpha", "\\p{IsAlphabetic}"),
            Map.entry("blank", "\\h"),
            Map.entry("digit", "\\p{IsDigit}"),
            Map.entry("lower", "\\p{IsLowercase}"),
            Map.entry("punct", "\\p{Punct}"),
            Map.entry("space", "\\s"),
            Map.entry("upper", "\\p{IsUppercase}"),
            Map.entry("xdigit", "\\p{XDigit}"));

    private final String pattern;
    private final char escape;
    private final StringBuilder out = new StringBuilder();
    private int at;

    private SimilarPattern(String pattern, char escape) {
        this.pattern = pattern;
        this.escape = escape;
    }

    /// Translates a pattern; an escape character of '\0' is none.
    static String toRegex(String pattern, char escape) {
        return new SimilarPattern(pattern, escape).translate();
    }

    private String translate() {
        while (at < pattern.length()) {
            char c = pattern.charAt(at++);
            if (c == escape && escape != '\0') {
                literal(escaped());
            } else {
                translate(c);
            }
        }
        return out.toString();
    }

    private char escaped() {
        if (at == pattern.length()) {
            throw AlmagestException.of(SqlState.INVALID_ESCAPE, "the pattern '" + pattern + "' ends with its escape")
                    .hint("double the escape character to match it");
        }
        return pattern.charAt(at++);
    }

    private void translate(char c) {
        switch (c) {
            case '%' -> out.append(".*");
            case '_' -> out.append('.');
            case '|', '*', '+', '?', ')' -> out.append(c);
            case '{' -> count();
            case '(' -> out.append("(?:");
            case '[' -> brackets();
            default -> literal(c);
        }
    }

    /// `{2,5}` is copied as it stands.
    private void count() {
        int end = pattern.indexOf('}', at);
        if (end < 0 || !pattern.substring(at, end).matches("\\d+(,\\d*)?")) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER, "the pattern '" + pattern + "' has a { that is no count");
        }
        out.append('{').append(pattern, at, end + 1);
        at = end + 1;
    }

    private void literal(char c) {
        boolean word = Character.isLetterOrDigit(c) || Character.isSurrogate(c) || c > 127;
        out.append(word ? "" : "\\").append(c);
    }

    private void brackets() {
        out.append('[');
        if (at < pattern.length() && pattern.charAt(at) == '^') {
            out.append('^');
            at++;
        }
        boolean first = true;
        while (at < pattern.length() && (first || pattern.charAt(at) != ']')) {
            char c = pattern.charAt(at++);
            first = false;
            if (c == '[' && pattern.startsWith(":", at) && pattern.indexOf(":]", at + 1) > 0) {
                named();
            } else if (c == escape && escape != '\0') {
                literal(escaped());
            } else if (c == '-') {
                out.append('-');
            } else {
                literal(c);
            }
        }
        if (at == pattern.length()) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "the pattern '" + pattern + "' has a [ without ]");
        }
        out.append(']');
        at++;
    }

    private void named() {
        int end = pattern.indexOf(":]", at + 1);
        String name = pattern.substring(at + 1, end);
        String members = CLASSES.get(name);
        if (members == null) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "there is no class of characters [:" + name + ":]")
                    .hint("the classes are " + String.join(", ", new java.util.TreeSet<>(CLASSES.keySet())));
        }
        out.append(members);
        at = end + 2;
    }
}
