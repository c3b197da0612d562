package org.almagest.cli.options;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.NearestName;

/// What a command understands: options and operands, in any order.
///
/// ```text
/// --name value, --name=value, -n value    options with a value
/// --name, -n                              options without
/// --                                      only operands from here on
/// ```
///
/// A word with a blank in it is never an option, so that SQL may begin with a comment.
public final class Syntax {
    private final String command;
    private final String description;
    private final List<Option> options = new ArrayList<>();
    private String operandName = "";
    private String operandMeaning = "";
    private int leastOperands;
    private int mostOperands;

    private Syntax(String command, String description) {
        this.command = command;
        this.description = description;
    }

    /// Starts the syntax of a command; every command has `--help` and `--debug`.
    public static Syntax of(String command, String description) {
        return new Syntax(command, description)
                .flag("--debug", "Show stack traces of failures.")
                .flag("-h, --help", "Show this help.");
    }

    /// Adds an option without a value; names stand as in `-d, --database`, the long one last.
    public Syntax flag(String names, String meaning) {
        return option(names, "", meaning);
    }

    /// Adds an option with a value.
    public Syntax option(String names, String value, String meaning) {
        options.add(new Option(List.of(names.split(", ")), value, meaning));
        return this;
    }

    /// Says how many operands there may be.
    public Syntax operands(String name, int least, int most, String meaning) {
        operandName = name;
        operandMeaning = meaning;
        leastOperands = least;
        mostOperands = most;
        return this;
    }

    /// Answers the command as it is typed.
    public String command() {
        return command;
    }

    /// Answers the first sentence of the description.
    public String summary() {
        return description.lines().findFirst().orElse("");
    }

    /// Reads the words behind the command.
    public Arguments read(List<String> words) {
        Map<String, String> given = new HashMap<>();
        List<String> operands = new ArrayList<>();
        boolean optionsEnd = false;
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (optionsEnd || !isOption(word)) {
                operands.add(word);
            } else if (word.equals("--")) {
                optionsEnd = true;
            } else {
                i += readOption(word, words, i, given);
            }
        }
        Arguments arguments = new Arguments(command, given, operands);
        if (!arguments.has("--help")) {
            checkOperands(operands);
        }
        return arguments;
    }

    private static boolean isOption(String word) {
        return word.length() > 1 && word.startsWith("-") && word.chars().noneMatch(Character::isWhitespace);
    }

    /// Reads one option and answers how many words behind it belong to it.
    private int readOption(String word, List<String> words, int at, Map<String, String> given) {
        int equals = word.startsWith("--") ? word.indexOf('=') : -1;
        String name = equals < 0 ? word : word.substring(0, equals);
        Option option = find(name).orElseThrow(() -> unknown(name));
        String value = "";
        int used = 0;
        if (!option.takesValue()) {
            if (equals >= 0) {
                throw failure(name + " takes no value: " + word);
            }
        } else if (equals >= 0) {
            value = word.substring(equals + 1);
        } else if (at + 1 < words.size()) {
            value = words.get(at + 1);
            used = 1;
        } else {
            throw failure(name + " needs a value: " + option.value());
        }
        if (given.put(option.key(), value) != null && option.takesValue()) {
            throw failure(name + " is given twice");
        }
        return used;
    }

    private Optional<Option> find(String name) {
        return options.stream().filter(option -> option.names().contains(name)).findFirst();
    }

    private UsageFailure unknown(String name) {
        List<String> known = options.stream().map(Option::key).toList();
        String question = NearestName.question(name, known);
        return failure("there is no option " + name + (question.isEmpty() ? "" : "; " + question));
    }

    private void checkOperands(List<String> operands) {
        if (operands.size() < leastOperands) {
            throw failure(operandName + " is missing");
        }
        if (operands.size() > mostOperands) {
            throw failure("there is no place for '" + operands.get(mostOperands) + "'");
        }
    }

    /// Makes a failure of this command.
    public UsageFailure failure(String message) {
        return new UsageFailure(command, message);
    }

    /// Answers the help, in lines of at most `width` columns.
    public String help(int width) {
        HelpText help = new HelpText(width);
        String operands = operandName.isEmpty()
                ? ""
                : " " + (leastOperands == 0 ? "[" + operandName + "]" : operandName) + (mostOperands > 1 ? "..." : "");
        help.line("Usage: " + command + " [OPTION...]" + operands).line("");
        description.lines().forEach(help::line);
        help.line("");
        if (!operandMeaning.isEmpty()) {
            help.entry(operandName, operandMeaning);
        }
        options.forEach(option -> help.entry(option.shown(), option.meaning()));
        return help.text();
    }
}
