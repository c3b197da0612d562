package org.almagest.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// What a command did in a test: its exit code and what it wrote.
record Ran(int code, String out, String err) {
    /// Runs the program in this process, with standard input empty.
    static Ran command(String... arguments) {
        return withInput("", arguments);
    }

    static Ran withInput(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = Console.of(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err);
        int code = new Almagest(console).run(arguments);
        return new Ran(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// Answers standard output of a command that must have gone well, silently.
    String good() {
        if (code != ExitCode.OK || !err.isEmpty()) {
            throw new AssertionError("exit code " + code + ", standard error: " + err);
        }
        return out;
    }
}
