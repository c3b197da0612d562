package org.almagest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import picocli.CommandLine;

/// The command-line program.
///
/// ```text
/// almagest sql | shell | ingest | info | demo      one class each in `command`
///     |  option parsing (picocli), exit codes, what people read when something fails: here
///     v
/// sql.session                                      the engine
/// ```
public final class Almagest {
    private final Console console;

    public Almagest(Console console) {
        this.console = console;
    }

    /// Runs the program and ends the process with the exit code.
    public static void main(String[] arguments) {
        StandardError.restore();
        int code = new Almagest(Console.ofProcess()).run(arguments);
        if (code != ExitCode.OK) {
            System.exit(code);
        }
    }

    /// Runs one command and answers its exit code.
    public int run(String... arguments) {
        TopCommand top = new TopCommand(console);
        CommandLine line = top.commandLine();
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        List<String> given = List.of(arguments);
        line.setParameterExceptionHandler((failure, args) -> usage(failure, given));
        line.setExecutionExceptionHandler((failure, at, result) -> failed(failure, top.debug(), given));
        try {
            int code = line.execute(arguments);
            console.out().flush();
            return code;
        } catch (IOException | RuntimeException | Error failure) {
            return failed(failure, top.debug(), given);
        }
    }

    private int usage(CommandLine.ParameterException failure, List<String> arguments) {
        console.err().println(FailureText.ofUsage(failure, arguments));
        return ExitCode.USAGE;
    }

    private int failed(Throwable failure, boolean debug, List<String> arguments) {
        if (isClosedPipe(failure)) {
            return ExitCode.OK;
        }
        if (failure instanceof CommandLine.ParameterException usage) {
            return usage(usage, arguments);
        }
        if (!(failure instanceof ShownFailure)) {
            console.err().println(FailureText.of(failure));
        }
        if (debug) {
            console.err().println(FailureText.trace(failure));
        }
        return isInterruption(failure) ? ExitCode.INTERRUPTED : ExitCode.FAILURE;
    }

    /// Answers whether the reader of our output has gone, as `head` does: no failure of ours.
    private static boolean isClosedPipe(Throwable failure) {
        Throwable cause = failure instanceof UncheckedIOException wrapped ? wrapped.getCause() : failure;
        return cause instanceof IOException
                && List.of("Broken pipe", "Stream closed").contains(cause.getMessage());
    }

    private static boolean isInterruption(Throwable failure) {
        Throwable cause = failure instanceof ShownFailure shown ? shown.getCause() : failure;
        return cause instanceof AlmagestException user && user.state() == SqlState.QUERY_CANCELED;
    }
}
