package org.almagest.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;

/// How statements are written, for `\h`: paragraphs of a resource, each under the statement's name.
final class StatementSyntax {
    private static final String RESOURCE = "statements.txt";

    private StatementSyntax() {}

    /// Answers the statements' names.
    static List<String> names() {
        return List.copyOf(read().keySet());
    }

    /// Answers how a statement is written; without a name, which statements there are.
    static String of(String name) {
        Map<String, String> all = read();
        String wanted = name.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (wanted.isEmpty()) {
            return "\\h NAME shows how a statement is written:\n  " + String.join("\n  ", all.keySet());
        }
        List<String> matching =
                all.keySet().stream().filter(key -> key.startsWith(wanted)).toList();
        if (matching.isEmpty()) {
            String question = NearestName.question(wanted, all.keySet());
            throw AlmagestException.of(SqlState.SYNTAX_ERROR, "there is no statement " + wanted)
                    .hint(question.isEmpty() ? "\\h lists them" : question);
        }
        return String.join("\n\n", matching.stream().map(all::get).toList());
    }

    private static Map<String, String> read() {
        try (InputStream in = StatementSyntax.class.getResourceAsStream(RESOURCE)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> all = new LinkedHashMap<>();
            for (String paragraph : text.split("\n\n+")) {
                int end = paragraph.indexOf('\n');
                all.put(
                        paragraph.substring(0, end),
                        paragraph.substring(end + 1).stripTrailing());
            }
            return all;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
