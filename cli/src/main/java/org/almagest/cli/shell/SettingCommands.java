package org.almagest.cli.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.almagest.cli.shell.ShellCommand.Argument;
import org.almagest.cli.shell.ShellSettings.Switch;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.NearestName;
import org.almagest.columnar.error.SqlState;

/// The commands that change how results are shown. `\pset` knows all settings; those in daily use
/// have a command of their own.
final class SettingCommands {
    private final Optional<ShellSession> session;

    SettingCommands(Optional<ShellSession> session) {
        this.session = session;
    }

    List<ShellCommand> commands() {
        List<ShellCommand> commands = new ArrayList<>();
        commands.add(ShellCommand.of(
                "\\x",
                "[on|off|auto]",
                Argument.SWITCH,
                "a line for each value; auto: where a table would leave columns out",
                this::vertical));
        commands.add(ShellCommand.of(
                "\\format .mode",
                "NAME",
                Argument.FORMAT,
                String.join(", ", ShellSettings.formatNames()),
                name -> set("format", name)));
        commands.add(ShellCommand.of(
                "\\rows .maxrows",
                "N|auto",
                Argument.SETTING,
                "rows that a table shows: 0 for all, or auto",
                name -> set("rows", name)));
        commands.add(switching("\\timing .timer", Switch.TIMING, "whether times are shown"));
        commands.add(switching("\\all", Switch.ALL, "whether all rows and columns are shown"));
        commands.add(switching("\\pager", Switch.PAGER, "whether what is larger than the screen goes through $PAGER"));
        commands.add(ShellCommand.of(
                "\\pset .show", "[NAME [VALUE]]", Argument.SETTING, "show or change a setting", this::pset));
        commands.addAll(ofVariables());
        return commands;
    }

    private List<ShellCommand> ofVariables() {
        return List.of(
                ShellCommand.of(
                        "\\set",
                        "[NAME [VALUE]]",
                        Argument.SETTING,
                        "set a variable, for :name, :'name' and :\"name\" in statements",
                        this::setVariable),
                ShellCommand.of(
                        "\\unset",
                        "NAME",
                        Argument.SETTING,
                        "take a variable away",
                        name -> session.orElseThrow().variables().unset(name)),
                ShellCommand.of(
                        "\\echo",
                        "[TEXT]",
                        Argument.SETTING,
                        "write a text",
                        text -> session.orElseThrow()
                                .say(session.orElseThrow().variables().expand(text))));
    }

    /// Sets a variable; without a name lists all.
    private void setVariable(String argument) {
        ShellSession open = session.orElseThrow();
        if (argument.isEmpty()) {
            open.variables().all().forEach((name, value) -> open.say(name + " = '" + value.replace("'", "''") + "'"));
            return;
        }
        String[] words = argument.split("\\s+", 2);
        open.variables().set(words[0], words.length > 1 ? words[1] : "");
    }

    private ShellCommand switching(String names, Switch which, String help) {
        return ShellCommand.of(names, "[on|off]", Argument.SWITCH, help, word -> set(which.label(), word));
    }

    private ShellSettings settings() {
        return session.orElseThrow().settings();
    }

    private void vertical(String word) {
        tell("\\x", settings().vertical(word));
    }

    private void pset(String argument) {
        String[] words = argument.split("\\s+", 2);
        if (argument.isEmpty()) {
            settings().all().forEach(this::tell);
        } else {
            set(words[0].toLowerCase(Locale.ROOT), words.length > 1 ? words[1] : "");
        }
    }

    /// Sets one setting; without a value a switch turns over, and others are only shown.
    private void set(String name, String value) {
        Map<String, String> all = settings().all();
        if (!all.containsKey(name)) {
            String question = NearestName.question(name, all.keySet());
            throw AlmagestException.of(SqlState.INVALID_PARAMETER, "there is no setting '" + name + "'")
                    .hint(question.isEmpty() ? "the settings are " + String.join(", ", all.keySet()) : question);
        }
        Optional<Switch> which = Arrays.stream(Switch.values())
                .filter(one -> one.label().equals(name))
                .findFirst();
        if (which.isPresent()) {
            settings().set(which.get(), value);
        } else if (!value.isEmpty() && name.equals("format")) {
            settings().format(value);
        } else if (!value.isEmpty()) {
            settings().rows(value);
        }
        tell(name, settings().all().get(name));
    }

    private void tell(String name, String value) {
        ShellSession open = session.orElseThrow();
        if (open.console().outIsTerminal()) {
            open.say(name + " is " + value);
        }
    }
}
