package org.almagest.cli.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;

/// Lets the user's pager show what is larger than the screen; what fits goes to the terminal.
///
/// ```text
/// lines --> kept until there are more than the screen has --> $PAGER, as they come
///                 \-- closed before that ------------------> the terminal
/// ```
///
/// Nothing more than a screen is held. When the user leaves the pager before the end, writing fails
/// with "Broken pipe". One thread.
final class Pager extends OutputStream {
    private static final String USUAL = "less -S -R";

    private final OutputStream terminal;
    private final String command;
    private final int screenLines;
    private final Runnable before;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private Optional<Process> process = Optional.empty();
    private int lines;

    /// @param before what is done before the pager takes the terminal
    Pager(OutputStream terminal, String command, int screenLines, Runnable before) {
        this.terminal = terminal;
        this.command = command;
        this.screenLines = screenLines;
        this.before = before;
    }

    /// Answers the command of ALMAGEST_PAGER or PAGER, else `less -S -R`.
    static String command(Map<String, String> environment) {
        for (String variable : new String[] {"ALMAGEST_PAGER", "PAGER"}) {
            String command = environment.getOrDefault(variable, "");
            if (!command.isBlank()) {
                return command.strip().equals("less") ? USUAL : command;
            }
        }
        return USUAL;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        if (process.isPresent()) {
            process.get().getOutputStream().write(bytes, from, count);
            return;
        }
        kept.write(bytes, from, count);
        for (int i = from; i < from + count; i++) {
            lines += bytes[i] == '\n' ? 1 : 0;
        }
        if (lines > screenLines) {
            start();
        }
    }

    private void start() throws IOException {
        before.run();
        terminal.flush();
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command);
        builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        // Whatever else is asked of less, colours are to be shown as colours.
        builder.environment().merge("LESS", "-R", (asked, colours) -> asked + " " + colours);
        process = Optional.of(builder.start());
        process.get().getOutputStream().write(kept.toByteArray());
        kept.reset();
    }

    /// Tells the pager what there is; without a pager nothing is shown before the end.
    @Override
    public void flush() throws IOException {
        if (process.isPresent()) {
            process.get().getOutputStream().flush();
        }
    }

    /// Shows what was kept, or waits until the user leaves the pager.
    @Override
    public void close() throws IOException {
        if (process.isEmpty()) {
            terminal.write(kept.toByteArray());
            terminal.flush();
            return;
        }
        try (OutputStream _ = process.get().getOutputStream()) {
            process.get().getOutputStream().flush();
        } catch (IOException left) {
            // The user has left the pager; it needs no more rows.
        }
        boolean waiting = true;
        while (waiting) {
            try {
                process.get().waitFor();
                waiting = false;
            } catch (InterruptedException again) {
                // The terminal is the pager's until it ends.
            }
        }
    }
}
