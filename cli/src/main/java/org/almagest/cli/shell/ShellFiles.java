package org.almagest.cli.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where the shell keeps its history, and where it looks for what it runs at its start.
///
/// ```text
/// history   $XDG_STATE_HOME/almagest/history            else ~/.almagest_history
/// startup   $ALMAGESTRC, else ~/.almagestrc, else $XDG_CONFIG_HOME/almagest/shellrc
///                                             (XDG_CONFIG_HOME is ~/.config where it is not set)
/// ```
record ShellFiles(Map<String, String> environment) {
    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(path -> !path.isBlank());
    }

    private Path home() {
        return Path.of(variable("HOME").orElse(System.getProperty("user.home")));
    }

    /// Answers the file of the history; its folder is made. Empty where that cannot be.
    Optional<Path> history() {
        Optional<String> state = variable("XDG_STATE_HOME");
        if (state.isEmpty()) {
            return Optional.of(home().resolve(".almagest_history"));
        }
        Path folder = Path.of(state.get(), "almagest");
        try {
            Files.createDirectories(folder);
            return Optional.of(folder.resolve("history"));
        } catch (IOException unwritable) {
            return Optional.empty();
        }
    }

    /// Answers the startup file, if there is one.
    Optional<Path> startup() {
        Path config = variable("XDG_CONFIG_HOME").map(Path::of).orElse(home().resolve(".config"));
        List<Path> places = variable("ALMAGESTRC")
                .map(named -> List.of(Path.of(named)))
                .orElse(List.of(
                        home().resolve(".almagestrc"),
                        config.resolve("almagest").resolve("shellrc")));
        return places.stream().filter(Files::isRegularFile).findFirst();
    }
}
