package org.almagest.sql.logic;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Reads the records of a sqllogictest file one after the other.
///
/// ```text
/// # comment                       skipif postgresql # why
/// hash-threshold 8                onlyif mysql # why
/// halt
///
/// statement ok | statement error     query TYPES [nosort | rowsort | valuesort] [LABEL]
/// SQL, several lines                 SQL, several lines
/// (empty line)                       ----
///                                    values, one a line, or "30 values hashing to 3c13..."
///                                    (empty line)
/// ```
final class LogicFile {
    private static final String ENGINE = "postgresql";

    private final BufferedReader reader;
    private final Predicate<String> wanted;
    private int line;

    /// @param wanted is told why a query is to be skipped, or nothing, and decides whether it is read:
    ///     to make records of all queries takes longer than to run a few of them
    LogicFile(BufferedReader reader, Predicate<String> wanted) {
        this.reader = reader;
        this.wanted = wanted;
    }

    /// Answers the next record, or nothing at the end and at `halt`; queries that are not wanted are
    /// passed over.
    Optional<LogicRecord> next() throws IOException {
        String skip = "";
        for (String text = read(); text != null; text = read()) {
            if (text.isEmpty() || text.charAt(0) == '#') {
                continue;
            }
            String[] words = text.strip().split("\\s+");
            switch (words[0]) {
                case "skipif" -> skip = words[1].equals(ENGINE) ? reason(text) : skip;
                case "onlyif" -> skip = words[1].equals(ENGINE) ? skip : "only for " + words[1];
                case "statement" -> {
                    return Optional.of(statement(words, skip));
                }
                case "query" -> {
                    if (wanted.test(skip)) {
                        return Optional.of(query(words, skip));
                    }
                    passOver();
                    skip = "";
                }
                case "halt" -> {
                    if (skip.isEmpty()) {
                        return Optional.empty();
                    }
                    skip = "";
                }
                default -> {
                    if (!text.isBlank() && !text.startsWith("#") && !words[0].equals("hash-threshold")) {
                        throw new IOException("line " + line + " begins no record: " + text);
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static String reason(String text) {
        int comment = text.indexOf('#');
        return comment < 0 ? "without a reason" : text.substring(comment + 1).strip();
    }

    private LogicRecord statement(String[] words, String skip) throws IOException {
        int begin = line;
        return new LogicRecord.Execute(begin, String.join("\n", lines("")), words[1].equals("ok"), skip);
    }

    private LogicRecord query(String[] words, String skip) throws IOException {
        int begin = line;
        List<String> sql = lines("----");
        List<String> expected = lines("");
        LogicRecord.Order order = words.length > 2
                ? LogicRecord.Order.valueOf(words[2].toUpperCase(Locale.ROOT))
                : LogicRecord.Order.NOSORT;
        String label = words.length > 3 ? words[3] : "";
        return new LogicRecord.Query(begin, String.join("\n", sql), words[1], order, label, expected, skip);
    }

    private void passOver() throws IOException {
        for (String text = read(); text != null && !text.isEmpty(); text = read()) {}
    }

    /// Reads until a line that is `end`, which is passed over, or the end of the file.
    private List<String> lines(String end) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String text = read(); text != null && !text.equals(end); text = read()) {
            lines.add(text);
        }
        return lines;
    }

    private String read() throws IOException {
        line++;
        return reader.readLine();
    }
}
