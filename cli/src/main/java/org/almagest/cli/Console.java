package org.almagest.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.almagest.cli.output.TableStyle;

/// Where a command reads and writes, and what stands at the other end.
///
/// @param out standard output; results only, buffered, failing writes fail
/// @param err standard error: failures, and progress where it is a terminal
/// @param columns the width of the terminal
/// @param colour whether the terminal understands colours and the user wants them
/// @param unicode whether the terminal shows more than ASCII
public record Console(
        InputStream in,
        OutputStream out,
        PrintStream err,
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        int columns,
        boolean colour,
        boolean unicode) {
    private static final int SHOWN_ROWS = 40;
    private static final int LEAST_COLUMNS = 10;
    private static final int BUFFER_BYTES = 1 << 16;

    /// Answers the console of this process, as the launcher describes it.
    static Console ofProcess() {
        String terminals = System.getProperty("almagest.terminal", "");
        Map<String, String> environment = System.getenv();
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Console(
                System.in,
                new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES),
                System.err,
                terminals.contains("0"),
                terminals.contains("1"),
                terminals.contains("2"),
                Math.max(LEAST_COLUMNS, Integer.getInteger("almagest.columns", 80)),
                !dumb && !environment.containsKey("NO_COLOR"),
                isUtf8(environment));
    }

    /// Answers whether the locale writes UTF-8, by the first of LC_ALL, LC_CTYPE and LANG that says
    /// something.
    private static boolean isUtf8(Map<String, String> environment) {
        for (String variable : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(variable, "");
            if (!value.isEmpty()) {
                return value.toLowerCase(Locale.ROOT).replace("-", "").contains("utf8");
            }
        }
        return System.getProperty("os.name", "").startsWith("Mac");
    }

    /// Makes a console that is no terminal, for tests and for running commands from a program.
    public static Console of(InputStream in, OutputStream out, OutputStream err) {
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new Console(in, out, errors, false, false, false, 80, false, true);
    }

    /// Answers this console with another width.
    public Console withColumns(int width) {
        return new Console(in, out, err, inIsTerminal, outIsTerminal, errIsTerminal, width, colour, unicode);
    }

    /// Answers this console with results going elsewhere: to a file, or through a pager to the terminal.
    public Console withOut(OutputStream other, boolean terminal) {
        return new Console(in, other, err, inIsTerminal, terminal, errIsTerminal, columns, colour, unicode);
    }

    /// Answers how tables are drawn on standard output: to fit a terminal, or whole.
    public TableStyle tableStyle() {
        return outIsTerminal ? new TableStyle(columns, SHOWN_ROWS, colour, unicode) : TableStyle.WHOLE;
    }

    /// Answers whether failures are written in colours.
    boolean colourErrors() {
        return errIsTerminal && colour;
    }
}
