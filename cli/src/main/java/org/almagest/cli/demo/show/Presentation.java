package org.almagest.cli.demo.show;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.almagest.cli.Console;
import org.almagest.cli.output.Heading;
import org.almagest.cli.output.Ink;
import org.almagest.cli.output.PlainLines;
import org.almagest.cli.output.TableRows;
import org.almagest.cli.progress.Quantities;
import org.almagest.cli.query.Interruption;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.Cells;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.Result;

/// Asks the questions one after the other and shows each with its SQL, its answer and its time.
public final class Presentation {
    private static final int BAR_COLUMNS = 44;

    private final Engine engine;
    private final Console console;

    public Presentation(Engine engine, Console console) {
        this.engine = engine;
        this.console = console;
    }

    public void show() {
        List<Question> questions = Questions.all();
        for (int i = 0; i < questions.size(); i++) {
            show(i + 1, questions.get(i));
        }
    }

    private void show(int number, Question question) {
        write("\n" + Ink.BOLD.write(number + "  " + question.sentence(), colour()) + "\n\n");
        question.sql().lines().forEach(line -> write("   " + Ink.CYAN.write(line, colour()) + "\n"));
        write("\n");
        long start = System.nanoTime();
        try (Result result = engine.session().execute(question.sql())) {
            if (result instanceof Result.Rows rows) {
                answer(question, rows, start);
            }
        }
    }

    private void answer(Question question, Result.Rows rows, long start) {
        try (Interruption _ = Interruption.stopping(rows.stream()::cancel)) {
            switch (question.answer()) {
                case TABLE -> table(rows);
                case BARS -> bars(rows);
                case PICTURE -> picture(rows);
                case LINES -> lines(rows);
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        write(Ink.FAINT.write(Quantities.seconds(seconds), colour()) + "\n");
    }

    private static List<Heading> headings(Result.Rows rows) {
        return rows.columns().stream()
                .map(column -> new Heading(
                        column.name(), column.type(), column.meaning().unit()))
                .toList();
    }

    private void table(Result.Rows rows) {
        try {
            new TableRows(console.tableStyle()).write(headings(rows), rows.stream()::next, console.out());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void lines(Result.Rows rows) {
        try {
            new PlainLines().write(headings(rows), rows.stream()::next, console.out());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void bars(Result.Rows rows) {
        BarChart chart = new BarChart();
        eachRow(rows, (batch, row) -> chart.add(String.valueOf(number(batch, 0, row)), number(batch, 1, row)));
        int columns = Math.clamp(console.columns() - 20L, 10, BAR_COLUMNS);
        write(chart.draw(columns, colour(), console.unicode()));
    }

    private void picture(Result.Rows rows) {
        HeatMap map = new HeatMap(Questions.COLOUR_MAGNITUDE);
        eachRow(rows, (batch, row) -> {
            if (!batch.column(0).isNull(row) && !batch.column(1).isNull(row)) {
                map.add(number(batch, 0, row), number(batch, 1, row), number(batch, 2, row));
            }
        });
        write(map.draw(colour(), console.unicode()));
        if (map.outside() > 0) {
            write(String.format(Locale.ROOT, "       %,d stars lie outside the picture%n", map.outside()));
        }
    }

    private interface RowReader {
        void read(Batch batch, int row);
    }

    private static void eachRow(Result.Rows rows, RowReader reader) {
        Batch batch = new Batch(rows.columns().size());
        while (rows.stream().next(batch)) {
            for (int i = 0; i < batch.size(); i++) {
                reader.read(batch, batch.row(i));
            }
        }
    }

    private static long number(Batch batch, int column, int row) {
        return Cells.get(batch.column(column), row) instanceof Value.OfLong(long number) ? number : -1;
    }

    private boolean colour() {
        return console.outIsTerminal() && console.colour();
    }

    private void write(String text) {
        try {
            console.out().write(text.getBytes(StandardCharsets.UTF_8));
            console.out().flush();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
