package org.almagest.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.almagest.cli.Console;
import org.almagest.cli.query.LiveEngine;
import org.almagest.cli.shell.Shell;
import org.almagest.sql.session.EngineOptions;

/// `almagest shell`, and `almagest DB`.
public final class ShellCommand implements Command {
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
                .flag("--create", "Make the database where there is none.");
        return EngineLimits.addTo(syntax);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        boolean create = arguments.has("--create");
        if (create && arguments.operand().isEmpty()) {
            throw arguments.failure("--create needs the path of a database");
        }
        return run(console, arguments.operand(), create, EngineLimits.of(arguments));
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
