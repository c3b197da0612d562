package org.almagest.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.almagest.cli.command.Arguments;
import org.almagest.cli.command.CalibrateCommand;
import org.almagest.cli.command.CheckCommand;
import org.almagest.cli.command.Command;
import org.almagest.cli.command.DemoCommand;
import org.almagest.cli.command.IngestCommand;
import org.almagest.cli.command.InspectCommand;
import org.almagest.cli.command.ShellCommand;
import org.almagest.cli.command.SqlCommand;
import org.almagest.cli.command.Syntax;
import org.almagest.cli.shell.ShellOptions;
import org.almagest.columnar.error.NearestName;
import org.almagest.sql.session.EngineOptions;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// `almagest`: finds the command and runs it. `almagest DB` opens a shell on a database.
final class TopCommand {
    private static final Map<String, Function<Console, Command>> COMMANDS = commands();

    private static final Pattern COMMENT = Pattern.compile("-+[^=\\s]*\\s");

    private static final int LEAST_COLUMNS = 60;
    private static final int MOST_COLUMNS = 110;

    private final Console console;

    TopCommand(Console console) {
        this.console = console;
    }

    private static Map<String, Function<Console, Command>> commands() {
        Map<String, Function<Console, Command>> commands = new LinkedHashMap<>();
        commands.put("sql", SqlCommand::new);
        commands.put("shell", ShellCommand::new);
        commands.put("ingest", IngestCommand::new);
        commands.put("info", InspectCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("calibrate", CalibrateCommand::new);
        commands.put("demo", DemoCommand::new);
        return commands;
    }

    int run(List<String> words) throws IOException {
        Map<CommandSpec, Command> commands = new HashMap<>();
        CommandLine line = commandLine(words, commands);
        ParseResult top =
                line.parseArgs(words.stream().map(TopCommand::withoutDashes).toArray(String[]::new));
        ParseResult given = top.hasSubcommand() ? top.subcommand() : top;
        if (given.isUsageHelpRequested()) {
            write(given.commandSpec().commandLine().getUsageMessage(Ansi.OFF));
            return ExitCode.OK;
        }
        if (top.isVersionHelpRequested()) {
            write(version() + "\n");
            return ExitCode.OK;
        }
        check(given);
        if (!top.hasSubcommand()) {
            return runAlone(line, new Arguments(top));
        }
        List<String> before = Stream.concat(new Arguments(top).operands().stream(), top.unmatched().stream())
                .toList();
        if (!before.isEmpty()) {
            throw new UnmatchedArgumentException(line, before);
        }
        return commands.get(given.commandSpec()).run(new Arguments(given));
    }

    /// Fails with the first thing that is wrong; a mistyped option before what is missing for it.
    private static void check(ParseResult given) {
        Optional<Exception> failure = given.errors().stream()
                .filter(UnmatchedArgumentException.class::isInstance)
                .findFirst()
                .or(() -> given.errors().stream().findFirst());
        if (failure.isPresent()) {
            throw (ParameterException) failure.get();
        }
    }

    /// Answers picocli's model of the program. A start is faster when only the commands are made
    /// whose names are there.
    private CommandLine commandLine(List<String> words, Map<CommandSpec, Command> commands) {
        CommandSpec top = Syntax.of("almagest", "A column-store engine for astronomical catalogues.")
                .operands("DB", "0..*", "Open a shell on a database.")
                .spec()
                .addOption(OptionSpec.builder("-V", "--version")
                        .versionHelp(true)
                        .description("Show the version.")
                        .build());
        top.parser().unmatchedArgumentsAllowed(true);
        top.usageMessage()
                .customSynopsis("almagest COMMAND ...", "       almagest DB")
                .footer(
                        "",
                        "Behind a command, --help says more of it.",
                        "",
                        "Exit codes: 0 done, 1 wrong SQL or data, 2 wrong command line, 3 rows rejected,",
                        "130 interrupted.");
        boolean all = COMMANDS.keySet().stream().noneMatch(words::contains);
        COMMANDS.forEach((name, making) -> {
            if (all || words.contains(name)) {
                Command command = making.apply(console);
                CommandSpec spec = command.syntax().spec();
                top.addSubcommand(name, spec);
                commands.put(spec, command);
            }
        });
        return new CommandLine(top)
                .setExpandAtFiles(false)
                .setInterpolateVariables(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(Math.clamp(console.columns(), LEAST_COLUMNS, MOST_COLUMNS));
    }

    /// Lets SQL begin with a comment: a word whose first blank comes before an `=` is no option,
    /// and a blank in front tells picocli so.
    private static String withoutDashes(String word) {
        return COMMENT.matcher(word).lookingAt() ? " " + word : word;
    }

    private int runAlone(CommandLine line, Arguments arguments) throws IOException {
        List<String> operands = arguments.operands();
        if (!operands.isEmpty()) {
            checkPath(operands.getFirst(), operands.size() > 1, arguments);
        }
        List<String> unmatched = Stream.concat(
                        arguments.given().unmatched().stream(),
                        operands.stream().skip(1))
                .toList();
        if (!unmatched.isEmpty()) {
            throw new UnmatchedArgumentException(line, unmatched);
        }
        if (operands.isEmpty()) {
            console.err().print(line.getUsageMessage(Ansi.OFF));
            return ExitCode.USAGE;
        }
        return ShellCommand.run(
                console, Optional.of(operands.getFirst()), false, EngineOptions.inMemory(), ShellOptions.USUAL);
    }

    /// Fails where a word is rather a mistyped command than the path of a database.
    private static void checkPath(String path, boolean wordsFollow, Arguments arguments) {
        String question = path.contains("/") ? "" : NearestName.question(path, COMMANDS.keySet());
        if ((wordsFollow || !question.isEmpty()) && !Files.exists(Path.of(path))) {
            throw arguments.failure("there is no command " + path + (question.isEmpty() ? "" : "; " + question));
        }
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
