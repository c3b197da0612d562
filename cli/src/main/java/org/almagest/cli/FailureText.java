package org.almagest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.NearestName;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What people read when something fails: one line that says what, and one that says what to do.
final class FailureText {
    private FailureText() {}

    /// Answers the lines for a failure of a command.
    static String of(Throwable failure) {
        return switch (failure) {
            case AlmagestException user ->
                "almagest: " + user.getMessage()
                        + user.hint().map(FailureText::hintLine).orElse("");
            case CorruptionException damage ->
                "almagest: damaged data: " + damage.getMessage()
                        + hintLine("nothing of it was used; restore the file, or load the table anew");
            case UncheckedIOException wrapped -> ofIo(wrapped.getCause());
            case IOException io -> ofIo(io);
            case OutOfMemoryError _ ->
                "almagest: the JVM's heap is full"
                        + hintLine("give it more, such as ALMAGEST_JAVA_OPTS=-Xmx8g, or ask for less at once");
            case StackOverflowError _ ->
                "almagest: the statement nests too deep"
                        + hintLine("give the JVM more stack: ALMAGEST_JAVA_OPTS=-Xss16m");
            default ->
                "almagest: internal error: " + failure + hintLine("this is a bug; --debug shows where it comes from");
        };
    }

    private static String ofIo(IOException failure) {
        return "almagest: input or output failed: " + failure.getMessage();
    }

    private static String hintLine(String hint) {
        return "\n  " + hint;
    }

    /// Answers the lines for a command line that makes no sense.
    static String ofUsage(ParameterException failure) {
        CommandSpec command = failure.getCommandLine().getCommandSpec();
        String message = failure instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched.getUnmatched().getFirst(), command)
                : failure.getMessage();
        return "almagest: " + message + hintLine("try: " + command.qualifiedName() + " --help");
    }

    private static String unmatched(String word, CommandSpec command) {
        if (!word.startsWith("-")) {
            return "there is no place for '" + word + "'";
        }
        String name = word.replaceFirst("=.*", "");
        List<String> known = command.optionsMap().keySet().stream()
                .filter(option -> option.startsWith("--"))
                .toList();
        String question = NearestName.question(name, known);
        return "there is no option " + name + (question.isEmpty() ? "" : "; " + question);
    }

    /// Answers the stack trace, for `--debug`.
    static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}
