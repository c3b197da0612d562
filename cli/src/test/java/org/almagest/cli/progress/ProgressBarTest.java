package org.almagest.cli.progress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.almagest.cli.Console;
import org.almagest.cli.output.TextWidth;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
    private static String drawn(boolean terminal, int columns, OptionalDouble fraction) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(new byte[0]),
                new ByteArrayOutputStream(),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                terminal,
                terminal,
                terminal,
                columns,
                false,
                true);
        try (ProgressBar bar = new ProgressBar(console, "stars.fits")) {
            bar.show(1234, 5_000_000, fraction);
        }
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void nothingIsDrawnWithoutATerminal() {
        assertEquals("", drawn(false, 80, OptionalDouble.of(0.5)));
    }

    @Test
    void aTerminalShowsHowFarItIsAndIsLeftClean() {
        String line = drawn(true, 100, OptionalDouble.of(0.5));
        assertTrue(line.contains("stars.fits  ━━━━━━━━━━━━━━━───────────────   50 %  1,234 rows  5.00 MB"), line);
        assertTrue(line.endsWith("\r\u001b[K"), line);
        assertTrue(drawn(true, 100, OptionalDouble.empty()).contains("stars.fits    1,234 rows"));
    }

    @Test
    void aLineNeverWraps() {
        for (int columns = 31; columns < 100; columns++) {
            String line = drawn(true, columns, OptionalDouble.of(0.3)).replaceAll("\u001b\\[[0-9;]*[mK]|\r", "");
            assertTrue(TextWidth.of(line) < columns, columns + ": " + line);
        }
    }
}
