package org.almagest.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.almagest.columnar.vector.Batch;

/// Text on its way out: collected, then written as UTF-8 when there is enough of it.
final class TextBytes {
    private static final int FULL = 1 << 16;

    /// Appends a row of a batch to the text; `before` rows came before it.
    @FunctionalInterface
    interface RowText {
        void append(Batch batch, int row, long before);
    }

    private final StringBuilder text = new StringBuilder(FULL + (FULL >> 2));
    private final OutputStream out;

    TextBytes(OutputStream out) {
        this.out = out;
    }

    /// Answers what is collected, to append to.
    StringBuilder text() {
        return text;
    }

    /// Writes every row of `columns` columns; answers how many there were.
    long rows(RowSource rows, int columns, RowText each) throws IOException {
        Batch batch = new Batch(columns);
        long count = 0;
        while (rows.next(batch)) {
            for (int i = 0; i < batch.size(); i++) {
                each.append(batch, batch.row(i), count++);
                drain();
            }
        }
        return count;
    }

    /// Writes when much is collected.
    void drain() throws IOException {
        if (text.length() >= FULL) {
            flush();
        }
    }

    /// Writes what is collected and flushes the stream.
    void flush() throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
        out.flush();
    }
}
