package org.almagest.cli.inspect;

import java.util.List;
import org.almagest.cli.output.ValueTable;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;

/// What there is to see of a file or a database: tables under titles.
public record Portrait(List<Part> parts) {
    public Portrait {
        parts = List.copyOf(parts);
    }

    /// One table with a line above and notes below.
    public record Part(String title, ValueTable table, List<String> notes) {
        public Part {
            notes = List.copyOf(notes);
        }
    }

    /// Answers a text; what a file does not say stays blank.
    static Value text(String text) {
        return Value.of(text);
    }

    /// Starts a table of columns of a source.
    static ValueTable texts(String... names) {
        ValueTable table = new ValueTable();
        for (String name : names) {
            table.column(name, ScalarType.VARCHAR);
        }
        return table;
    }
}
