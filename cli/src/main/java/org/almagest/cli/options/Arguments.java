package org.almagest.cli.options;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What the user gave a command. Options are asked for by their long names.
public final class Arguments {
    private final String command;
    private final Map<String, String> options;
    private final List<String> operands;

    Arguments(String command, Map<String, String> options, List<String> operands) {
        this.command = command;
        this.options = Map.copyOf(options);
        this.operands = List.copyOf(operands);
    }

    /// Answers whether an option is given.
    public boolean has(String option) {
        return options.containsKey(option);
    }

    public Optional<String> text(String option) {
        return Optional.ofNullable(options.get(option));
    }

    /// Answers one of the constants of an enum, in any case.
    public <E extends Enum<E>> Optional<E> choice(String option, Class<E> type) {
        return text(option)
                .map(given -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equalsIgnoreCase(given))
                        .findFirst()
                        .orElseThrow(() -> failure(option + " is " + names(type) + ", not '" + given + "'")));
    }

    private static <E extends Enum<E>> String names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" or "));
    }

    /// Answers a whole number within bounds.
    public Optional<Long> number(String option, long least, long most) {
        return text(option).map(given -> {
            boolean digits = given.matches("\\d{1,18}");
            long number = digits ? Long.parseLong(given) : -1;
            if (!digits || number < least || number > most) {
                throw failure(option + " must be a number from " + least + " to " + most + ": " + given);
            }
            return number;
        });
    }

    /// Answers the words that are not options.
    public List<String> operands() {
        return operands;
    }

    /// Answers the first operand, if there is one.
    public Optional<String> operand() {
        return operands.stream().findFirst();
    }

    /// Makes a failure that says what is wrong with the command line.
    public UsageFailure failure(String message) {
        return new UsageFailure(command, message);
    }
}
