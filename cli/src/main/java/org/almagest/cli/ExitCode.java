package org.almagest.cli;

/// What the process answers.
public final class ExitCode {
    /// Everything was done.
    public static final int OK = 0;

    /// The SQL or the data are wrong, or the machine said no.
    public static final int FAILURE = 1;

    /// The command line is wrong.
    public static final int USAGE = 2;

    /// The load is in the table, but for rows that were rejected.
    public static final int ROWS_REJECTED = 3;

    /// The user interrupted.
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
