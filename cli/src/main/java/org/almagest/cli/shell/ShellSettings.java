package org.almagest.cli.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.almagest.cli.output.OutputFormat;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;

/// What the user has switched in a shell. Owned by the shell's thread.
final class ShellSettings {
    /// The settings that are on or off.
    enum Switch {
        TIMING(true),
        ALL(false),
        PAGER(true),
        TYPES(true),
        PROGRESS(true);

        private final boolean initially;

        Switch(boolean initially) {
            this.initially = initially;
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How users of DuckDB and psql call what has another name here.
    private static final Map<String, OutputFormat> OTHER_NAMES = Map.ofEntries(
            Map.entry("box", OutputFormat.TABLE),
            Map.entry("duckbox", OutputFormat.TABLE),
            Map.entry("aligned", OutputFormat.TABLE),
            Map.entry("column", OutputFormat.TABLE),
            Map.entry("tabs", OutputFormat.TSV),
            Map.entry("jsonl", OutputFormat.JSONLINES),
            Map.entry("ndjson", OutputFormat.JSONLINES),
            Map.entry("md", OutputFormat.MARKDOWN),
            Map.entry("line", OutputFormat.VERTICAL),
            Map.entry("expanded", OutputFormat.VERTICAL));

    private final Map<Switch, Boolean> switches = new LinkedHashMap<>();
    private Optional<OutputFormat> format = Optional.empty();
    private Optional<OutputFormat> beforeVertical = Optional.empty();
    private OptionalInt rows = OptionalInt.empty();
    private boolean verticalIfTooWide;

    boolean is(Switch name) {
        return switches.getOrDefault(name, name.initially);
    }

    /// Sets a switch to a word, or turns it over where there is none; answers what it is now.
    boolean set(Switch name, String word) {
        boolean on = switch (word.toLowerCase(Locale.ROOT)) {
            case "" -> !is(name);
            case "on", "true", "yes", "1" -> true;
            case "off", "false", "no", "0" -> false;
            default -> throw invalid(name.label() + " is on or off, not " + word);
        };
        switches.put(name, on);
        return on;
    }

    /// Answers the format that was chosen.
    Optional<OutputFormat> format() {
        return format;
    }

    void format(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        List<String> names = formatNames();
        if (lower.equals("auto")) {
            format = Optional.empty();
        } else if (OTHER_NAMES.containsKey(lower)) {
            format = Optional.of(OTHER_NAMES.get(lower));
        } else if (names.contains(lower)) {
            format = Optional.of(OutputFormat.valueOf(lower.toUpperCase(Locale.ROOT)));
        } else {
            String question = NearestName.question(lower, names);
            throw invalid("there is no format '" + name + "'")
                    .hint(question.isEmpty() ? "the formats are " + String.join(", ", names) : question);
        }
    }

    static List<String> formatNames() {
        List<String> names = new ArrayList<>();
        Arrays.stream(OutputFormat.values())
                .forEach(format -> names.add(format.name().toLowerCase(Locale.ROOT)));
        names.add("auto");
        return names;
    }

    /// Turns vertical rows on or off, or leaves it to the width of a table; answers what holds now.
    String vertical(String word) {
        boolean now = format.equals(Optional.of(OutputFormat.VERTICAL));
        String wanted = word.toLowerCase(Locale.ROOT);
        boolean on = switch (wanted) {
            case "" -> !now && !verticalIfTooWide;
            case "on" -> true;
            case "off", "auto" -> false;
            default -> throw invalid("\\x is on, off or auto, not " + word);
        };
        verticalIfTooWide = wanted.equals("auto");
        if (on && !now) {
            beforeVertical = format;
            format = Optional.of(OutputFormat.VERTICAL);
        } else if (!on && now) {
            format = beforeVertical;
        }
        return verticalIfTooWide ? "auto" : on ? "on" : "off";
    }

    /// Answers whether a table that would leave columns out is written vertically.
    boolean isVerticalIfTooWide() {
        return verticalIfTooWide;
    }

    /// Answers how many rows of a long result a table shows, where that was set; 0 for all.
    OptionalInt rows() {
        return rows;
    }

    void rows(String word) {
        if (word.equalsIgnoreCase("auto")) {
            rows = OptionalInt.empty();
            return;
        }
        try {
            rows = OptionalInt.of(Math.max(0, Integer.parseInt(word)));
        } catch (NumberFormatException wrong) {
            throw invalid("rows is a number, 0 for all, or auto, not '" + word + "'");
        }
    }

    /// Answers all settings with their values, by name.
    Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
                "format",
                format.map(chosen -> chosen.name().toLowerCase(Locale.ROOT)).orElse("auto"));
        all.put("rows", rows.isPresent() ? Integer.toString(rows.getAsInt()) : "auto");
        for (Switch name : Switch.values()) {
            all.put(name.label(), is(name) ? "on" : "off");
        }
        return all;
    }

    private static AlmagestException invalid(String message) {
        return AlmagestException.of(SqlState.INVALID_PARAMETER, message);
    }
}
