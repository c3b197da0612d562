package org.almagest.cli.shell;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.syntax.Lexeme;

/// The variables of `\set`, whose values stand in statements as psql writes them:
///
/// ```text
/// :name     the value as it is      limit :n          limit 10
/// :'name'   the value as text       band = :'b'       band = 'G'
/// :"name"   the value as a name     SELECT :"column"  SELECT "RA (deg)"
/// ```
///
/// A name that is no variable is left alone, for slices of arrays have colons too. Values are not
/// looked through again. Owned by the shell's thread.
final class ShellVariables {
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

    private final Map<String, String> values = new TreeMap<>();

    /// Sets a variable to the rest of a line; quotes around all of it are taken off.
    void set(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw AlmagestException.of(
                            SqlState.INVALID_PARAMETER,
                            "the name of a variable has letters, digits and underscores, not '" + name + "'")
                    .hint("such as \\set faintest 18.5");
        }
        boolean quoted = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
        values.put(name, quoted ? value.substring(1, value.length() - 1).replace("''", "'") : value);
    }

    /// Takes a variable away; one that is not there is an error.
    void unset(String name) {
        if (values.remove(name) == null) {
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "there is no variable '" + name + "'")
                    .hint("\\set lists them");
        }
    }

    /// Answers all variables, by name.
    Map<String, String> all() {
        return new TreeMap<>(values);
    }

    /// Puts values in the place of variables, but not within strings, quoted names and comments.
    String expand(String text) {
        if (values.isEmpty() || text.indexOf(':') < 0) {
            return text;
        }
        List<Lexeme> lexemes = Lexeme.of(text);
        StringBuilder expanded = new StringBuilder(text.length());
        int at = 0;
        for (int i = 0; i + 1 < lexemes.size(); i++) {
            Lexeme colon = lexemes.get(i);
            Lexeme name = lexemes.get(i + 1);
            boolean named = isColon(colon, text) && name.start() == colon.end();
            Optional<String> value = named ? value(name.in(text)) : Optional.empty();
            if (value.isPresent()) {
                expanded.append(text, at, colon.start()).append(value.get());
                at = name.end();
                i++;
            }
        }
        return expanded.append(text, at, text.length()).toString();
    }

    private static boolean isColon(Lexeme lexeme, String text) {
        return lexeme.end() == lexeme.start() + 1 && text.charAt(lexeme.start()) == ':';
    }

    /// Answers what stands for a name, where it is that of a variable.
    private Optional<String> value(String written) {
        char quote = written.charAt(0);
        if (quote != '\'' && quote != '"') {
            return Optional.ofNullable(values.get(written));
        }
        String mark = String.valueOf(quote);
        return Optional.ofNullable(values.get(written.substring(1, Math.max(1, written.length() - 1))))
                .map(value -> mark + value.replace(mark, mark + mark) + mark);
    }
}
