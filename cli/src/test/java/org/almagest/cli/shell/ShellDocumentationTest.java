package org.almagest.cli.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.almagest.sql.session.Session;
import org.junit.jupiter.api.Test;

/// What the shell can do is in `docs/shell.md`.
final class ShellDocumentationTest {
    private final String text;

    ShellDocumentationTest() throws IOException {
        text = Files.readString(Path.of("..", "docs", "shell.md"));
    }

    private void assertTold(String word) {
        assertTrue(text.contains("`" + word), () -> "docs/shell.md does not speak of " + word);
    }

    @Test
    void everyCommandIsTold() {
        ShellCommands.names().forEach(this::assertTold);
    }

    @Test
    void everySettingAndFormatIsTold() {
        new ShellSettings().all().keySet().forEach(this::assertTold);
        ShellSettings.formatNames().forEach(this::assertTold);
    }

    @Test
    void settingsOfSessionsAreCompleted() {
        assertTrue(Session.settingNames().contains("statement_timeout"));
    }

    @Test
    void everyStatementHasItsSyntax() {
        StatementSyntax.names().forEach(name -> {
            String first = StatementSyntax.of(name).lines().toList().getFirst();
            String word = name.split(" ")[0];
            assertTrue(first.contains(word) || first.contains("WITH"), first);
        });
    }
}
