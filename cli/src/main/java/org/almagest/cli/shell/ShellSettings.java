package org.almagest.cli.shell;

import java.util.Optional;
import org.almagest.cli.output.OutputFormat;

/// What the user has switched in a shell. Owned by the shell's thread.
final class ShellSettings {
    private boolean timing = true;
    private boolean all;
    private Optional<OutputFormat> format = Optional.empty();

    boolean timing() {
        return timing;
    }

    void timing(boolean on) {
        timing = on;
    }

    boolean all() {
        return all;
    }

    void all(boolean on) {
        all = on;
    }

    Optional<OutputFormat> format() {
        return format;
    }

    void format(OutputFormat chosen) {
        format = Optional.of(chosen);
    }
}
