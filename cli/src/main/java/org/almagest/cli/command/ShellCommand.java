package org.almagest.cli.command;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.almagest.cli.Console;
import org.almagest.cli.query.LiveEngine;
import org.almagest.cli.shell.Shell;
import org.almagest.cli.shell.ShellOptions;
import org.almagest.sql.session.EngineOptions;

/// `almagest shell`, and `almagest DB`.
public final class ShellCommand implements Command {
    private static final String IN_MEMORY = ":memory:";

    private final Console console;

    public ShellCommand(Console console) {
        this.console = console;
    }

    @Override
    public Syntax syntax() {
        Syntax syntax = Syntax.of("shell", """
            Type SQL and see the rows. Without a database, one in memory.

            Other processes may use the database meanwhile: it is open for writing only while a
            statement changes it.\
            """)
                .operands("DB", "0..1", "The database.")
                .flag("--create", "Make the database where there is none.")
                .flag("--no-init", "Do not run the startup file (~/.almagestrc).")
                .flag("--keep-going", "Go on after a failure where standard input is no terminal.");
        return EngineLimits.addTo(syntax);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        boolean create = arguments.has("--create");
        if (create && arguments.operand().isEmpty()) {
            throw arguments.failure("--create needs the path of a database");
        }
        ShellOptions options = new ShellOptions(!arguments.has("--no-init"), arguments.has("--keep-going"));
        return run(console, arguments.operand(), create, EngineLimits.of(arguments), options);
    }

    /// Runs a shell over a database, or over one in memory.
    public static int run(
            Console console, Optional<String> database, boolean create, EngineOptions limits, ShellOptions options)
            throws IOException {
        Function<String, LiveEngine> opening = path -> path.equals(IN_MEMORY)
                ? LiveEngine.inMemory(limits)
                : LiveEngine.of(DatabasePath.existing(path), false, limits);
        try (LiveEngine engine = create
                ? LiveEngine.of(database.orElseThrow(), true, limits)
                : opening.apply(database.orElse(IN_MEMORY))) {
            return new Shell(engine, console, options, opening).run();
        }
    }
}
