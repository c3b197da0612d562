package org.almagest.sql.session;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.io.StorageFailure;
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
    private static final int PACKED_BYTES = 1 << 16;

    private final TableSchema schema;
    private final CsvStyle options;
    private final boolean[] forced;
    private final StringBuilder text = new StringBuilder();
    private final UnfinishedFile unfinished;
    private final OutputStream bytes;
    private final String path;

    CsvFileWriter(FileSystem files, String path, TableSchema schema, CsvStyle style) {
        this.schema = schema;
        this.path = path;
        options = style;
        forced = new boolean[schema.columnCount()];
        for (int c = 0; c < forced.length; c++) {
            forced[c] = style.forces(schema.column(c).name());
        }
        unfinished = new UnfinishedFile(files, path);
        bytes = packed(path);
        if (options.header()) {
            for (int c = 0; c < schema.columnCount(); c++) {
                separate(c);
                field(schema.column(c).name(), false);
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
                    field(TextForm.of(column.type(), vector, batch.row(i)), forced[c]);
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

    private void field(String value, boolean always) {
        boolean quoted = always || value.equals(options.nullText());
        for (int i = 0; i < value.length() && !quoted; i++) {
            char letter = value.charAt(i);
            quoted = letter == options.delimiter() || letter == options.quote() || letter == '\n' || letter == '\r';
        }
        if (!quoted) {
            text.append(value);
            return;
        }
        text.append(options.quote());
        for (int i = 0; i < value.length(); i++) {
            char letter = value.charAt(i);
            if (letter == options.quote() || letter == options.escape()) {
                text.append(options.escape());
            }
            text.append(letter);
        }
        text.append(options.quote());
    }

    private void flush() {
        try {
            bytes.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw StorageFailure.of("write", path, failure);
        }
        text.setLength(0);
    }

    /// Answers the stream that packs what is written.
    private OutputStream packed(String path) {
        OutputStream plain = new OutputStream() {
            @Override
            public void write(int octet) {
                write(new byte[] {(byte) octet}, 0, 1);
            }

            @Override
            public void write(byte[] source, int offset, int length) {
                unfinished.write(source, offset, length);
            }
        };
        if (options.packing().isEmpty()) {
            return plain;
        }
        try {
            return switch (options.packing().get()) {
                case GZIP -> new GZIPOutputStream(plain, PACKED_BYTES);
                case ZSTD -> new ZstdOutputStream(plain);
            };
        } catch (IOException failure) {
            unfinished.close();
            throw StorageFailure.of("write", path, failure);
        }
    }

    void finish() {
        flush();
        try {
            bytes.close();
        } catch (IOException failure) {
            throw StorageFailure.of("write", path, failure);
        }
        unfinished.finish();
    }

    @Override
    public void close() {
        try {
            bytes.close();
        } catch (IOException | RuntimeException unwritten) {
            // What is not finished is thrown away.
        }
        unfinished.close();
    }
}
