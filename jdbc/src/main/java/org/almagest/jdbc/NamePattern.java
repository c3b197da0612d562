package org.almagest.jdbc;

import java.util.Optional;
import java.util.regex.Pattern;

/// A pattern of `DatabaseMetaData`: `%` for any letters, `_` for one, a backslash before either for
/// itself. Case does not count, as with names in SQL.
final class NamePattern {
    private final Optional<Pattern> pattern;

    private NamePattern(Optional<Pattern> pattern) {
        this.pattern = pattern;
    }

    /// Reads a pattern; null matches everything, as JDBC wants it.
    static NamePattern of(String text) {
        return new NamePattern(Optional.ofNullable(text).map(NamePattern::compile));
    }

    private static Pattern compile(String text) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                regex.append(Pattern.quote(text.substring(i, i + 1)));
            } else if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                regex.append(Pattern.quote(text.substring(i, i + 1)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    boolean matches(String name) {
        return pattern.map(regex -> regex.matcher(name).matches()).orElse(true);
    }
}
