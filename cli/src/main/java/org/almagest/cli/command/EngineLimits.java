package org.almagest.cli.command;

import org.almagest.sql.session.EngineOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/// The options that every command with an engine has.
final class EngineLimits {
    @Spec(Target.MIXEE)
    private CommandSpec command;

    private long memoryBytes = EngineOptions.defaultMemoryBytes();
    private int threads = EngineOptions.defaultThreads();

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = MemorySize.class,
            description = "Memory for data, such as 4GiB (default: half of the machine's).")
    private void memory(Long bytes) {
        memoryBytes = bytes;
    }

    @Option(names = "--threads", paramLabel = "N", description = "Worker threads (default: one per processor).")
    private void threads(int count) {
        if (count < 1 || count > 4096) {
            throw new ParameterException(command.commandLine(), "--threads must be from 1 to 4096: " + count);
        }
        threads = count;
    }

    int threads() {
        return threads;
    }

    EngineOptions applyTo(EngineOptions options) {
        return options.withMemoryBytes(memoryBytes).withThreads(threads);
    }
}
