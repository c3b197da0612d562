package org.almagest.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import picocli.CommandLine.ParameterException;

/// The command-line program.
///
/// ```text
/// almagest sql | shell | ingest | info | demo      one class each in `command`
///     |  which command it is, exit codes, what people read when something fails: here
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
    public int run(String... words) {
        boolean debug = List.of(words).contains("--debug");
        try {
            int code = new TopCommand(console).run(List.of(words));
            console.out().flush();
            return code;
        } catch (IOException | RuntimeException | Error failure) {
            return failed(failure, debug);
        }
    }

    private int failed(Throwable failure, boolean debug) {
        if (isClosedPipe(failure)) {
            return ExitCode.OK;
        }
        if (failure instanceof ParameterException usage) {
            console.err().println(FailureText.ofUsage(usage));
            return ExitCode.USAGE;
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
