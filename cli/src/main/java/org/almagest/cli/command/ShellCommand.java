package org.almagest.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.almagest.cli.Console;
import org.almagest.cli.query.LiveEngine;
import org.almagest.cli.shell.Shell;
import org.almagest.sql.session.EngineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `almagest shell`, and `almagest DB`.
@Command(
        name = "shell",
        description = {
            "Type SQL and see the rows. Without a database, one in memory.",
            "",
            "Other processes may use the database meanwhile: it is open for writing only while a",
            "statement changes it."
        },
        mixinStandardHelpOptions = true)
public final class ShellCommand implements Callable<Integer> {
    private final Console console;

    @Spec
    private CommandSpec spec;

    @Mixin
    private EngineLimits limits;

    @Parameters(arity = "0..1", paramLabel = "DB", description = "The database.")
    private Optional<String> database;

    @Option(names = "--create", description = "Make the database where there is none.")
    private boolean create;

    public ShellCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (create && database.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "--create needs the path of a database");
        }
        return run(console, database, create, limits.applyTo(EngineOptions.inMemory()));
    }

    /// Runs a shell over a database, or over one in memory.
    public static int run(Console console, Optional<String> database, boolean create, EngineOptions limits)
            throws IOException {
        if (database.isEmpty()) {
            try (LiveEngine engine = LiveEngine.inMemory(limits)) {
                return new Shell(engine, console, "almagest").run();
            }
        }
        String path = create ? database.get() : DatabasePath.existing(database.get());
        String name = Path.of(path).toAbsolutePath().normalize().getFileName().toString();
        String shortName = name.endsWith(DatabasePath.ENDING)
                ? name.substring(0, name.length() - DatabasePath.ENDING.length())
                : name;
        try (LiveEngine engine = LiveEngine.of(path, create, limits)) {
            return new Shell(engine, console, shortName).run();
        }
    }
}
