package org.almagest.cli.command;

import java.util.OptionalLong;
import org.almagest.cli.options.Arguments;
import org.almagest.cli.options.Syntax;
import org.almagest.sql.session.EngineOptions;

/// The options that every command with an engine has: `--memory` and `--threads`.
final class EngineLimits {
    private static final int MOST_THREADS = 4096;

    private EngineLimits() {}

    static Syntax addTo(Syntax syntax) {
        return syntax.option("--memory", "SIZE", "Memory for data, such as 4GiB (default: half of the machine's).")
                .option("--threads", "N", "Worker threads (default: one per processor).");
    }

    /// Answers the options of an engine in memory with the limits that were given.
    static EngineOptions of(Arguments arguments) {
        return apply(arguments, EngineOptions.inMemory());
    }

    static EngineOptions apply(Arguments arguments, EngineOptions options) {
        EngineOptions limited = options;
        if (arguments.has("--memory")) {
            String given = arguments.text("--memory").orElseThrow();
            OptionalLong bytes = MemorySize.parse(given);
            limited = limited.withMemoryBytes(bytes.orElseThrow(() ->
                    arguments.failure("--memory is an amount such as 4GiB, at least 64MiB, not '" + given + "'")));
        }
        if (arguments.has("--threads")) {
            limited = limited.withThreads(
                    arguments.number("--threads", 1, MOST_THREADS).orElseThrow().intValue());
        }
        return limited;
    }
}
