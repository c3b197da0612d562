package org.almagest.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.NearestName;
import picocli.CommandLine;

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
    static String ofUsage(CommandLine.ParameterException failure, List<String> arguments) {
        CommandLine.Model.CommandSpec spec = failure.getCommandLine().getCommandSpec();
        String command = spec.qualifiedName();
        if (failure instanceof CommandLine.UnmatchedArgumentException && spec.parent() == null) {
            String word = arguments.stream()
                    .filter(each -> !each.startsWith("-"))
                    .findFirst()
                    .orElse("");
            String question = NearestName.question(word, spec.subcommands().keySet());
            return "almagest: there is no command " + word + (question.isEmpty() ? "" : "; " + question)
                    + hintLine("try: " + command + " --help");
        }
        return "almagest: " + lowerFirst(failure.getMessage()) + suggestion(failure)
                + hintLine("try: " + command + " --help");
    }

    private static String lowerFirst(String message) {
        boolean word = message.length() > 1 && Character.isLowerCase(message.charAt(1));
        return word ? Character.toLowerCase(message.charAt(0)) + message.substring(1) : message;
    }

    private static String suggestion(CommandLine.ParameterException failure) {
        if (!(failure instanceof CommandLine.UnmatchedArgumentException unmatched)) {
            return "";
        }
        List<String> unknown = unmatched.getUnmatched();
        if (unknown.isEmpty() || !unknown.getFirst().startsWith("-")) {
            return "";
        }
        List<String> options = failure.getCommandLine().getCommandSpec().options().stream()
                .map(CommandLine.Model.OptionSpec::longestName)
                .collect(Collectors.toList());
        String question = NearestName.question(unknown.getFirst(), options);
        return question.isEmpty() ? "" : "; " + question;
    }

    /// Answers the stack trace, for `--debug`.
    static String trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString().stripTrailing();
    }
}
