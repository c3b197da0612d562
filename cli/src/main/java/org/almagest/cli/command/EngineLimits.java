package org.almagest.cli.command;

import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.sql.session.EngineOptions;
import org.almagest.sql.session.MemorySize;
import picocli.CommandLine.TypeConversionException;

/// The options that every command with an engine has: `--memory`, `--threads` and `--temp`.
final class EngineLimits {
    private static final int MOST_THREADS = 4096;

    private EngineLimits() {}

    static Syntax addTo(Syntax syntax) {
        return syntax.option(
                        "--memory",
                        "SIZE",
                        Long.class,
                        EngineLimits::memory,
                        "Memory for data, such as 4GiB (default: half of the machine's).")
                .option(
                        "--threads",
                        "N",
                        Long.class,
                        new WholeNumber(1, MOST_THREADS),
                        "Worker threads (default: one per processor).")
                .option(
                        "--temp",
                        "FOLDER",
                        "Where temporary files go when memory is short (default: the database's directory).");
    }

    private static long memory(String text) {
        OptionalLong bytes = MemorySize.parse(text);
        if (bytes.isEmpty() || bytes.getAsLong() < EngineOptions.LEAST_MEMORY_BYTES) {
            throw new TypeConversionException("'" + text + "' is not an amount such as 4GiB, at least 64MiB");
        }
        return bytes.getAsLong();
    }

    /// Answers the options of an engine in memory with the limits that were given.
    static EngineOptions of(Arguments arguments) {
        return apply(arguments, EngineOptions.inMemory());
    }

    static EngineOptions apply(Arguments arguments, EngineOptions options) {
        Optional<Long> memory = arguments.value("--memory");
        Optional<Long> threads = arguments.value("--threads");
        EngineOptions limited = memory.map(options::withMemoryBytes).orElse(options);
        Optional<String> temporary = arguments.value("--temp");
        EngineOptions placed = temporary.map(limited::withTemporary).orElse(limited);
        return threads.map(Long::intValue).map(placed::withThreads).orElse(placed);
    }
}
