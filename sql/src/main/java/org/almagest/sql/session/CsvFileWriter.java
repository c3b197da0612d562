package org.almagest.sql.session;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.StorageFailure;
import org.almagest.columnar.io.WritableFile;
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

    private final FileSystem files;
    private final String path;
    private final String unfinished;
    private final TableSchema schema;
    private final CopyOptions options;
    private final StringBuilder text = new StringBuilder();
    private final WritableFile file;
    private boolean closed;

    CsvFileWriter(FileSystem files, String path, TableSchema schema, CopyOptions options) {
        this.files = files;
        this.path = path;
        this.schema = schema;
        this.options = options;
        unfinished = path + ".unfinished-" + ProcessHandle.current().pid();
        try {
            files.delete(unfinished);
            file = files.create(unfinished);
        } catch (IOException failure) {
            throw StorageFailure.of("write", path, failure);
        }
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
        try {
            file.write(MemorySegment.ofArray(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (IOException failure) {
            throw StorageFailure.of("write", path, failure);
        }
        text.setLength(0);
    }

    void finish() {
        flush();
        try {
            file.force();
            file.close();
            closed = true;
            files.rename(unfinished, path);
            int slash = path.lastIndexOf('/');
            files.syncDirectory(slash < 0 ? "." : path.substring(0, slash + 1));
        } catch (IOException failure) {
            discard();
            throw StorageFailure.of("write", path, failure);
        }
    }

    private void discard() {
        try {
            files.delete(unfinished);
        } catch (IOException leftBehind) {
            // What failed before is told; a file of this name is removed by the next write.
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            try {
                file.close();
            } catch (IOException failure) {
                // The file is thrown away.
            } finally {
                discard();
            }
        }
    }
}
