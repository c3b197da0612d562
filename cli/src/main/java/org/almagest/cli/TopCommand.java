package org.almagest.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

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

    TopCommand(Console console) {
        this.console = console;
    }

    boolean debug() {
        return debug;
    }

    CommandLine commandLine() {
        CommandLine line = new CommandLine(this);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.outIsTerminal() && console.colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setUsageHelpAutoWidth(false);
        line.setUsageHelpWidth(Math.clamp(console.columns(), 60, 110));
        return line;
    }

    @Override
    public Integer call() {
        commandLine().usage(console.err());
        return ExitCode.USAGE;
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
