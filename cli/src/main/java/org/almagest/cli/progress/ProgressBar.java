package org.almagest.cli.progress;

import java.io.PrintStream;
import java.util.Locale;
import java.util.OptionalDouble;
import org.almagest.cli.Console;
import org.almagest.cli.output.Ink;
import org.almagest.cli.output.TextWidth;

/// One line of a terminal that shows how far some work is; nothing where there is no terminal.
///
/// ```text
/// stars.fits  ━━━━━━━━━━━━━━━━━╸────────────  58 %  580,000 rows  71 MB  1.2 M rows/s  0.4 s left
/// ```
public final class ProgressBar implements AutoCloseable {
    private static final int BAR_COLUMNS = 30;
    private static final String TO_LINE_START = "\r";
    private static final String CLEAR_LINE = "\r\u001b[K";

    private final PrintStream out;
    private final boolean shown;
    private final int columns;
    private final boolean colour;
    private final boolean unicode;
    private final String label;
    private final long startNanos = System.nanoTime();
    private boolean drawn;

    public ProgressBar(Console console, String label) {
        this.out = console.err();
        this.shown = console.errIsTerminal();
        this.columns = console.columns();
        this.colour = console.colour();
        this.unicode = console.unicode();
        this.label = label;
    }

    /// Draws the present state.
    ///
    /// @param bytes bytes read, 0 where that means nothing
    /// @param fraction the part that is done, where it is known
    public void show(long rows, long bytes, OptionalDouble fraction) {
        if (!shown) {
            return;
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        String tail = tail(rows, bytes, fraction, seconds);
        String line =
                label + "  " + fraction.stream().mapToObj(this::bar).findFirst().orElse("") + tail;
        int plain = TextWidth.of(label) + 2 + (fraction.isPresent() ? BAR_COLUMNS : 0) + TextWidth.of(tail);
        String fitting = plain < columns
                ? line
                : fraction.stream().mapToObj(this::bar).findFirst().orElse(label);
        out.print(CLEAR_LINE + fitting + TO_LINE_START);
        out.flush();
        drawn = true;
    }

    private String bar(double fraction) {
        int halves = (int) Math.round(Math.clamp(fraction, 0, 1) * BAR_COLUMNS * 2);
        int full = halves / 2;
        int rest = BAR_COLUMNS - full - halves % 2;
        if (!unicode) {
            int marks = Math.min(full, BAR_COLUMNS - 2);
            return "[" + "#".repeat(marks) + ".".repeat(BAR_COLUMNS - 2 - marks) + "]";
        }
        String done = "━".repeat(full) + (halves % 2 == 1 ? "╸" : "");
        return Ink.CYAN.write(done, colour) + Ink.FAINT.write("─".repeat(rest), colour);
    }

    private static String tail(long rows, long bytes, OptionalDouble fraction, double seconds) {
        StringBuilder tail = new StringBuilder();
        fraction.ifPresent(done -> tail.append(String.format(Locale.ROOT, "  %3.0f %%", 100 * done)));
        tail.append(String.format(Locale.ROOT, "  %,d rows", rows));
        if (bytes > 0) {
            tail.append("  ").append(Quantities.bytes(bytes));
        }
        if (seconds > 0.2 && rows > 0) {
            tail.append("  ").append(Quantities.rate(rows, seconds));
        }
        fraction.ifPresent(done -> {
            if (done > 0.02 && done < 1 && seconds > 0.5) {
                tail.append("  ")
                        .append(Quantities.seconds(seconds / done * (1 - done)))
                        .append(" left");
            }
        });
        return tail.toString();
    }

    /// Takes the line away.
    @Override
    public void close() {
        if (drawn) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
