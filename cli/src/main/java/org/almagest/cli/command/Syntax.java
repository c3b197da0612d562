package org.almagest.cli.command;

import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// What a command understands, told to picocli by calls: reading it off annotations would cost
/// every start more time than the command line is worth.
public final class Syntax {
    private final CommandSpec spec = CommandSpec.create();

    private Syntax() {}

    /// Starts the syntax of a command; every command has `--help` and `--debug`.
    public static Syntax of(String name, String description) {
        Syntax syntax = new Syntax();
        syntax.spec.name(name);
        syntax.spec.parser().collectErrors(true);
        syntax.spec
                .usageMessage()
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .commandListHeading("%nCommands:%n")
                .description(description.lines().map(Syntax::plain).toArray(String[]::new));
        syntax.spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Show this help.")
                .build());
        return syntax.flag("--debug", "Show stack traces of failures.");
    }

    /// Adds an option without a value.
    public Syntax flag(String name, String meaning) {
        spec.addOption(OptionSpec.builder(name).description(plain(meaning)).build());
        return this;
    }

    /// Adds an option with a text; names stand as in `-d, --database`, the long one last.
    public Syntax option(String names, String label, String meaning) {
        spec.addOption(valued(names, label, meaning).type(String.class).build());
        return this;
    }

    /// Adds an option with one of the constants of an enum, in any case.
    public <E extends Enum<E>> Syntax choice(String name, String label, Class<E> type, String meaning) {
        spec.addOption(valued(name, label, meaning).type(type).build());
        return this;
    }

    /// Adds an option with a value that a converter reads; its TypeConversionException says what
    /// is wrong.
    public <T> Syntax option(String name, String label, Class<T> type, ITypeConverter<T> converter, String meaning) {
        spec.addOption(
                valued(name, label, meaning).type(type).converters(converter).build());
        return this;
    }

    private static OptionSpec.Builder valued(String names, String label, String meaning) {
        return OptionSpec.builder(names.split(", "))
                .arity("1")
                .paramLabel(label)
                .hideParamSyntax(true)
                .description(plain(meaning));
    }

    /// Says which words besides options there may be; `arity` is `0..1`, `1..*` and the like.
    public Syntax operands(String label, String arity, String meaning) {
        spec.addPositional(PositionalParamSpec.builder()
                .arity(arity)
                .required(!arity.startsWith("0"))
                .index(arity.endsWith("*") ? "0..*" : "0")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel(label)
                .description(plain(meaning))
                .build());
        return this;
    }

    /// Answers picocli's model of the command.
    public CommandSpec spec() {
        return spec;
    }

    /// Keeps a text from being a format.
    private static String plain(String text) {
        return text.replace("%", "%%");
    }
}
