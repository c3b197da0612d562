package org.almagest.cli.options;

import java.util.List;

/// An option of a command: its names (`-d`, `--database`), what its value is called ("" where it
/// takes none), and what it means.
record Option(List<String> names, String value, String meaning) {
    Option {
        names = List.copyOf(names);
        for (String name : names) {
            if (!name.startsWith("-")) {
                throw new IllegalArgumentException("an option's name begins with a dash: " + name);
            }
        }
    }

    boolean takesValue() {
        return !value.isEmpty();
    }

    /// Answers the long name, by which the option is asked for.
    String key() {
        return names.getLast();
    }

    String shown() {
        return String.join(", ", names) + (takesValue() ? "=" + value : "");
    }
}
