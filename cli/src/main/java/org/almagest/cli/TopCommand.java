package org.almagest.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.almagest.cli.command.DemoCommand;
import org.almagest.cli.command.IngestCommand;
import org.almagest.cli.command.InspectCommand;
import org.almagest.cli.command.ShellCommand;
import org.almagest.cli.command.SqlCommand;
import org.almagest.columnar.error.NearestName;
import org.almagest.sql.session.EngineOptions;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `almagest`: the commands below it.
@Command(
        name = "almagest",
        description = "A column-store engine for astronomical catalogues.",
        versionProvider = TopCommand.Version.class,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit codes: 0 done, 1 wrong SQL or data, 2 wrong command line, 3 rows were rejected, 130 interrupted."
        })
final class TopCommand implements Callable<Integer> {
    private final Console console;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show stack traces of failures.")
    private boolean debug;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "DB", description = "Open a shell on this database.")
    private Optional<String> database;

    TopCommand(Console console) {
        this.console = console;
    }

    boolean debug() {
        return debug;
    }

    CommandLine commandLine() {
        CommandLine line = new CommandLine(this)
                .addSubcommand(new SqlCommand(console))
                .addSubcommand(new ShellCommand(console))
                .addSubcommand(new IngestCommand(console))
                .addSubcommand(new InspectCommand(console))
                .addSubcommand(new DemoCommand(console))
                .setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.outIsTerminal() && console.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(Math.clamp(console.columns(), 60, 110));
        return line;
    }

    /// `almagest DB` opens a shell; `almagest` alone says what there is.
    @Override
    public Integer call() throws IOException {
        if (database.isEmpty()) {
            spec.commandLine().usage(console.err());
            return ExitCode.USAGE;
        }
        String path = database.get();
        Set<String> commands = spec.subcommands().keySet();
        Optional<String> nearest = NearestName.of(path, commands);
        if (!Files.exists(Path.of(path)) && nearest.isPresent() && !path.contains("/")) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "there is no command and no database " + path + "; did you mean " + nearest.get() + "?");
        }
        return ShellCommand.run(console, database, false, EngineOptions.inMemory());
    }

    /// The version of the jar, or that of a program that runs from classes.
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Optional.ofNullable(TopCommand.class.getPackage().getImplementationVersion())
                    .orElse("0.1.0");
            return new String[] {
                "almagest " + version + " (Java " + Runtime.version().feature() + ")"
            };
        }
    }
}
