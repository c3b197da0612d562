package org.almagest.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.EngineOptions;

/// What a URL asks for.
///
/// ```text
/// jdbc:almagest:PATH[?option=value[&option=value]...]     a database on disk
/// jdbc:almagest::memory:                                  one in memory, of this connection alone
///
/// readonly=true|false     open beside another writing process; nothing can be changed
/// create=true|false       make the database when there is none
/// memory=BYTES|nKiB|nMiB|nGiB, threads=N                  limits of the engine
/// ```
///
/// Options may be given as properties instead; the URL's win. An empty path (`jdbc:almagest:`) is
/// in memory as well.
record ConnectionUrl(
        Optional<String> path, boolean readOnly, boolean create, OptionalLong memoryBytes, OptionalInt threads) {
    static final String PREFIX = "jdbc:almagest:";
    static final List<String> OPTIONS = List.of("readonly", "create", "memory", "threads");

    private static final String IN_MEMORY = ":memory:";
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})\\s*(|KiB|MiB|GiB)", Pattern.CASE_INSENSITIVE);

    static ConnectionUrl parse(String url, Properties properties) throws SQLException {
        String rest = url.substring(PREFIX.length());
        int question = rest.indexOf('?');
        String path = question < 0 ? rest : rest.substring(0, question);
        Map<String, String> options = new TreeMap<>();
        for (String name : OPTIONS) {
            Optional.ofNullable(properties.getProperty(name)).ifPresent(value -> options.put(name, value));
        }
        if (question >= 0) {
            readOptions(rest.substring(question + 1), options);
        }
        boolean readOnly = truth("readonly", options);
        boolean create = truth("create", options);
        if (readOnly && create) {
            throw invalid("readonly=true and create=true exclude each other");
        }
        boolean inMemory = path.isEmpty() || path.equals(IN_MEMORY);
        return new ConnectionUrl(
                inMemory ? Optional.empty() : Optional.of(path),
                readOnly,
                create,
                options.containsKey("memory") ? OptionalLong.of(bytes(options.get("memory"))) : OptionalLong.empty(),
                options.containsKey("threads") ? OptionalInt.of(threads(options.get("threads"))) : OptionalInt.empty());
    }

    private static void readOptions(String text, Map<String, String> options) throws SQLException {
        for (String option : text.split("&")) {
            if (option.isEmpty()) {
                continue;
            }
            int equals = option.indexOf('=');
            String name = equals < 0 ? option : option.substring(0, equals);
            if (!OPTIONS.contains(name)) {
                String question = NearestName.question(name, OPTIONS);
                throw invalid("there is no option " + name + "; "
                        + (question.isEmpty() ? "there are " + String.join(", ", OPTIONS) : question));
            }
            options.put(name, equals < 0 ? "true" : option.substring(equals + 1));
        }
    }

    private static boolean truth(String name, Map<String, String> options) throws SQLException {
        return switch (options.getOrDefault(name, "false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(name + " is true or false, not " + options.get(name));
        };
    }

    private static int threads(String text) throws SQLException {
        if (!text.matches("[1-9]\\d{0,3}")) {
            throw invalid("threads is a number from 1 to 9999, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static long bytes(String text) throws SQLException {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw invalid("memory is a size such as 512MiB or 4GiB, not " + text);
        }
        int shift = switch (size.group(2).toLowerCase(java.util.Locale.ROOT)) {
            case "kib" -> 10;
            case "mib" -> 20;
            case "gib" -> 30;
            default -> 0;
        };
        long bytes = Math.multiplyExact(Long.parseLong(size.group(1)), 1L << shift);
        if (bytes < EngineOptions.LEAST_MEMORY_BYTES) {
            throw invalid("memory is at least 64MiB, not " + text);
        }
        return bytes;
    }

    private static SQLException invalid(String message) {
        return Failures.of(SqlState.INVALID_PARAMETER, "the JDBC URL or its properties: " + message);
    }

    /// Answers how to open the engine.
    EngineOptions engineOptions() {
        OpenMode mode = readOnly ? OpenMode.READ_ONLY : create ? OpenMode.CREATE : OpenMode.WRITE;
        EngineOptions options = path.map(where -> EngineOptions.of(where, mode)).orElseGet(EngineOptions::inMemory);
        if (memoryBytes.isPresent()) {
            options = options.withMemoryBytes(memoryBytes.getAsLong());
        }
        return threads.isPresent() ? options.withThreads(threads.getAsInt()) : options;
    }

    /// Answers whether an engine that is open already keeps the limits that this URL asks for.
    boolean allows(EngineOptions open) {
        return (memoryBytes.isEmpty() || memoryBytes.getAsLong() == open.memoryBytes())
                && (threads.isEmpty() || threads.getAsInt() == open.threads());
    }
}
