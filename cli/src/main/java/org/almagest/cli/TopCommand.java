package org.almagest.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.almagest.cli.command.CheckCommand;
import org.almagest.cli.command.Command;
import org.almagest.cli.command.DemoCommand;
import org.almagest.cli.command.IngestCommand;
import org.almagest.cli.command.InspectCommand;
import org.almagest.cli.command.ShellCommand;
import org.almagest.cli.command.SqlCommand;
import org.almagest.cli.options.Arguments;
import org.almagest.cli.options.HelpText;
import org.almagest.cli.options.Syntax;
import org.almagest.columnar.error.NearestName;
import org.almagest.sql.session.EngineOptions;

/// `almagest`: finds the command and runs it. `almagest DB` opens a shell on a database.
final class TopCommand {
    private static final List<String> NAMES = List.of("sql", "shell", "ingest", "info", "check", "demo");

    private final Console console;

    TopCommand(Console console) {
        this.console = console;
    }

    int run(List<String> words) throws IOException {
        Optional<String> first =
                words.stream().filter(word -> !word.equals("--debug")).findFirst();
        if (first.isPresent() && NAMES.contains(first.get())) {
            int at = words.indexOf(first.get());
            return run(command(first.get()), words.subList(at + 1, words.size()));
        }
        return runAlone(words);
    }

    private Command command(String name) {
        return switch (name) {
            case "sql" -> new SqlCommand(console);
            case "shell" -> new ShellCommand(console);
            case "ingest" -> new IngestCommand(console);
            case "info" -> new InspectCommand(console);
            case "check" -> new CheckCommand(console);
            case "demo" -> new DemoCommand(console);
            default -> throw new IllegalArgumentException("not a command: " + name);
        };
    }

    private int run(Command command, List<String> words) throws IOException {
        Syntax syntax = command.syntax();
        Arguments arguments = syntax.read(
                words.stream().filter(word -> !word.equals("--debug")).toList());
        if (arguments.has("--help")) {
            write(syntax.help(console.columns()));
            return ExitCode.OK;
        }
        return command.run(arguments);
    }

    private int runAlone(List<String> words) throws IOException {
        Syntax syntax = Syntax.of("almagest", "")
                .operands("DB", 0, Integer.MAX_VALUE, "")
                .flag("-V, --version", "");
        Arguments arguments = syntax.read(words);
        if (arguments.has("--version")) {
            write(version() + "\n");
            return ExitCode.OK;
        }
        if (arguments.has("--help")) {
            write(help());
            return ExitCode.OK;
        }
        if (arguments.operands().isEmpty()) {
            console.err().print(help());
            return ExitCode.USAGE;
        }
        String path = arguments.operands().getFirst();
        String question = path.contains("/") ? "" : NearestName.question(path, NAMES);
        boolean command = arguments.operands().size() > 1 || !question.isEmpty();
        if (command && !Files.exists(Path.of(path))) {
            throw arguments.failure("there is no command " + path + (question.isEmpty() ? "" : "; " + question));
        }
        if (arguments.operands().size() > 1) {
            throw arguments.failure(
                    "there is no place for '" + arguments.operands().get(1) + "'");
        }
        return ShellCommand.run(console, Optional.of(path), false, EngineOptions.inMemory());
    }

    private String help() {
        HelpText help = new HelpText(console.columns())
                .line("Usage: almagest COMMAND ...")
                .line("       almagest DB")
                .line("")
                .line("A column-store engine for astronomical catalogues.")
                .line("");
        for (String name : NAMES) {
            help.entry(name, command(name).syntax().summary());
        }
        return help.entry("DB", "Open a shell on a database.")
                .line("")
                .entry("--help, --version", "Behind a command, --help says more of it.")
                .entry("--debug", "Show stack traces of failures.")
                .line("")
                .line("Exit codes: 0 done, 1 wrong SQL or data, 2 wrong command line, 3 rows rejected, 130"
                        + " interrupted.")
                .text();
    }

    /// Answers the version of the jar, or that of a program that runs from classes.
    private static String version() {
        String version = Optional.ofNullable(TopCommand.class.getPackage().getImplementationVersion())
                .orElse("0.1.0");
        return "almagest " + version + " (Java " + Runtime.version().feature() + ")";
    }

    private void write(String text) throws IOException {
        console.out().write(text.getBytes(StandardCharsets.UTF_8));
    }
}
