package org.almagest.cli.options;

/// The command line makes no sense; the message says why.
public final class UsageFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String command;

    UsageFailure(String command, String message) {
        super(message);
        this.command = command;
    }

    /// Answers the command that was misused, as it is typed.
    public String command() {
        return command;
    }
}
