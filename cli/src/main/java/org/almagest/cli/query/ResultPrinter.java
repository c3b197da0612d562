package org.almagest.cli.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.almagest.cli.Console;
import org.almagest.cli.output.CsvRows;
import org.almagest.cli.output.Heading;
import org.almagest.cli.output.JsonRows;
import org.almagest.cli.output.MarkdownRows;
import org.almagest.cli.output.OutputFormat;
import org.almagest.cli.output.PlainLines;
import org.almagest.cli.output.RowsWriter;
import org.almagest.cli.output.TableRows;
import org.almagest.cli.output.TableStyle;
import org.almagest.cli.output.VerticalRows;
import org.almagest.sql.ast.Statement;
import org.almagest.sql.session.Result;

/// Writes what statements answer to standard output.
///
/// Rows go out in the chosen format; by default as a table on a terminal and as CSV elsewhere. The
/// lines of EXPLAIN go out as they are, unless a format was asked for. What a statement without
/// rows did is told on a terminal only.
public final class ResultPrinter {
    private final Console console;
    private final Optional<OutputFormat> format;
    private final TableStyle style;

    public ResultPrinter(Console console, Optional<OutputFormat> format, TableStyle style) {
        this.console = console;
        this.format = format;
        this.style = style;
    }

    /// Writes a result and answers its rows.
    public long print(Statement statement, Result result) {
        return switch (result) {
            case Result.Rows rows -> printRows(statement, rows);
            case Result.Done done -> {
                printDone(done);
                yield Math.max(0, done.rows());
            }
        };
    }

    private long printRows(Statement statement, Result.Rows rows) {
        List<Heading> headings = rows.columns().stream()
                .map(column -> new Heading(
                        column.name(), column.type(), column.meaning().unit()))
                .toList();
        try {
            return writer(statement).write(headings, rows.stream()::next, console.out());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private RowsWriter writer(Statement statement) {
        if (format.isEmpty() && statement instanceof Statement.Explain) {
            return new PlainLines();
        }
        OutputFormat chosen = format.orElse(console.outIsTerminal() ? OutputFormat.TABLE : OutputFormat.CSV);
        return writer(chosen, style);
    }

    public static RowsWriter writer(OutputFormat format, TableStyle style) {
        return switch (format) {
            case TABLE -> new TableRows(style);
            case CSV -> new CsvRows(',');
            case TSV -> new CsvRows('\t');
            case JSON -> new JsonRows(true);
            case JSONLINES -> new JsonRows(false);
            case MARKDOWN -> new MarkdownRows();
            case VERTICAL -> new VerticalRows(style);
        };
    }

    private void printDone(Result.Done done) {
        if (!console.outIsTerminal()) {
            return;
        }
        String rows = done.rows() < 0
                ? ""
                : String.format(Locale.ROOT, ": %,d %s", done.rows(), done.rows() == 1 ? "row" : "rows");
        try {
            console.out().write((done.tag() + rows + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            console.out().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
