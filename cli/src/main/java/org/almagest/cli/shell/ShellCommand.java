package org.almagest.cli.shell;

import java.util.List;

/// A command of the shell.
///
/// @param names its name with the backslash, then what users of other shells call it
/// @param usage how its argument is written; "" without one
/// @param argument what its argument is, for completion
/// @param help what it does
record ShellCommand(List<String> names, String usage, Argument argument, String help, Action action) {
    /// What may stand behind a command.
    enum Argument {
        NOTHING,
        TABLE,
        FILE,
        COPY,
        FORMAT,
        SETTING,
        SWITCH,
        STATEMENT
    }

    /// What a command does with its argument, which is "" where there is none.
    interface Action {
        void run(String argument);
    }

    ShellCommand {
        names = List.copyOf(names);
    }

    static ShellCommand of(String names, String usage, Argument argument, String help, Action action) {
        return new ShellCommand(List.of(names.split(" ")), usage, argument, help, action);
    }

    String name() {
        return names.getFirst();
    }
}
