package org.almagest.sql.session;

import java.nio.charset.StandardCharsets;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.UnfinishedFile;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.cast.TextForm;

/// Writes a CSV file beside its name and gives it the name when it is complete and durable. Fields
/// are quoted where a delimiter, a quote or the end of a line stands in them, and where they would
/// read as NULL. Closing it without `finish` leaves nothing.
final class CsvFileWriter implements AutoCloseable {
    private static final int FLUSH_LETTERS = 1 << 18;

    private final TableSchema schema;
    private final CopyOptions options;
    private final StringBuilder text = new StringBuilder();
    private final UnfinishedFile unfinished;

    CsvFileWriter(FileSystem files, String path, TableSchema schema, CopyOptions options) {
        this.schema = schema;
        this.options = options;
        unfinished = new UnfinishedFile(files, path);
        if (options.header()) {
            for (int c = 0; c < schema.columnCount(); c++) {
                separate(c);
                field(schema.column(c).name());
            }
            text.append('\n');
        }
    }

    void append(Batch batch) {
        for (int i = 0; i < batch.size(); i++) {
            for (int c = 0; c < schema.columnCount(); c++) {
                separate(c);
                ColumnVector vector = batch.column(c);
                ColumnDefinition column = schema.column(c);
                if (vector.isNull(batch.row(i))) {
                    text.append(options.nullText());
                } else {
                    field(TextForm.of(column.type(), vector, batch.row(i)));
                }
            }
            text.append('\n');
            if (text.length() > FLUSH_LETTERS) {
                flush();
            }
        }
    }

    private void separate(int column) {
        if (column > 0) {
            text.append(options.delimiter());
        }
    }

    private void field(String value) {
        boolean quoted = value.equals(options.nullText());
        for (int i = 0; i < value.length() && !quoted; i++) {
            char letter = value.charAt(i);
            quoted = letter == options.delimiter() || letter == '"' || letter == '\n' || letter == '\r';
        }
        if (quoted) {
            text.append('"').append(value.replace("\"", "\"\"")).append('"');
        } else {
            text.append(value);
        }
    }

    private void flush() {
        unfinished.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }

    void finish() {
        flush();
        unfinished.finish();
    }

    @Override
    public void close() {
        unfinished.close();
    }
}
