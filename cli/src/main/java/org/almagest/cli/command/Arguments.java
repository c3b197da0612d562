package org.almagest.cli.command;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// What the user gave a command. Options are asked for by their long names.
public record Arguments(ParseResult given) {
    /// Answers whether an option is given.
    public boolean has(String option) {
        return given.hasMatchedOption(option);
    }

    /// Answers the value of an option, of the type that the command's syntax names.
    public <T> Optional<T> value(String option) {
        return Optional.ofNullable(given.matchedOptionValue(option, null));
    }

    /// Answers the text of an option.
    public Optional<String> text(String option) {
        return value(option);
    }

    /// Answers the words that are not options.
    public List<String> operands() {
        return given.matchedPositionalValue(0, List.of());
    }

    /// Answers the first operand, if there is one.
    public Optional<String> operand() {
        return operands().stream().findFirst();
    }

    /// Makes a failure that says what is wrong with the command line.
    public ParameterException failure(String message) {
        return new ParameterException(given.commandSpec().commandLine(), message);
    }
}
