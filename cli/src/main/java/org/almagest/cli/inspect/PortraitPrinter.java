package org.almagest.cli.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.almagest.cli.Console;
import org.almagest.cli.output.OutputFormat;
import org.almagest.cli.output.RowsWriter;
import org.almagest.cli.query.ResultPrinter;

/// Writes portraits to standard output: for people with titles and notes, for programs the tables
/// alone.
public record PortraitPrinter(Console console, OutputFormat format) {
    public void print(Portrait portrait) throws IOException {
        RowsWriter writer = ResultPrinter.writer(format, console.tableStyle().withMostRows(0));
        boolean forPeople = format == OutputFormat.TABLE;
        boolean first = true;
        for (Portrait.Part part : portrait.parts()) {
            if (forPeople) {
                line((first ? "" : "\n") + part.title());
            } else if (!first && format == OutputFormat.CSV) {
                line("");
            }
            if (part.table().rowCount() > 0 || !forPeople) {
                part.table().write(writer, console.out());
            }
            if (forPeople) {
                for (String note : part.notes()) {
                    line("note: " + note);
                }
            }
            first = false;
        }
    }

    private void line(String text) throws IOException {
        console.out().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
