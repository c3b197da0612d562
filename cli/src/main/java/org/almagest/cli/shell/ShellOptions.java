package org.almagest.cli.shell;

/// How a shell is started.
///
/// @param startup whether the startup file is run, where there is a terminal
/// @param goesOn whether statements that do not come from a terminal go on after a failure
public record ShellOptions(boolean startup, boolean goesOn) {
    /// The startup file is run; the first failure of a script ends it.
    public static final ShellOptions USUAL = new ShellOptions(true, false);
}
