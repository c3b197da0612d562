package org.almagest.cli.command;

import java.io.IOException;

/// One command of the program. Made anew for every run.
public interface Command {
    Syntax syntax();

    /// Runs with what the user gave and answers the exit code.
    int run(Arguments arguments) throws IOException;
}
