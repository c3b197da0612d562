package org.almagest.cli.shell;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;
import org.almagest.cli.ShownFailure;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.sql.syntax.Script;

/// Runs lines of statements and commands, as they are read: those of a file, or of standard input.
final class ShellScript {
    private final ShellCommands commands;
    private final String name;
    private final boolean goesOn;
    private int line;
    private boolean failed;

    /// @param name what failures call it
    /// @param goesOn whether it goes on after a failure
    ShellScript(ShellCommands commands, String name, boolean goesOn) {
        this.commands = commands;
        this.name = name;
        this.goesOn = goesOn;
    }

    /// Answers whether something failed.
    boolean failed() {
        return failed;
    }

    /// Runs all lines; answers whether the shell goes on.
    boolean run(BufferedReader lines) throws IOException {
        StringBuilder collected = new StringBuilder();
        int firstLine = 1;
        for (String next = lines.readLine(); next != null; next = lines.readLine()) {
            line++;
            boolean empty = collected.toString().isBlank();
            if (empty) {
                collected.setLength(0);
                firstLine = line;
            }
            if (empty && ShellCommands.isCommand(next)) {
                if (!command(next)) {
                    return false;
                }
                continue;
            }
            collected.append(next).append('\n');
            if (next.contains(";") && !Script.of(collected.toString()).incomplete()) {
                statements(collected.toString(), firstLine);
                collected.setLength(0);
            }
        }
        statements(collected.toString(), firstLine);
        return true;
    }

    private boolean command(String text) {
        try {
            return commands.run(text);
        } catch (ShownFailure told) {
            return wentWrong(told);
        } catch (AlmagestException failure) {
            commands.tell(new ScriptPlace(name, line).of(text, 0), failure);
            return wentWrong(new ShownFailure(failure));
        }
    }

    private void statements(String text, int firstLine) {
        commands.session().run(text, Optional.of(new ScriptPlace(name, firstLine)), this::wentWrong);
    }

    private boolean wentWrong(ShownFailure failure) {
        failed = true;
        if (!goesOn) {
            throw failure;
        }
        return true;
    }
}
