package org.almagest.cli.output;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// Text on its way out: collected, then written as UTF-8 when there is enough of it.
final class TextBytes {
    private static final int FULL = 1 << 16;

    private final StringBuilder text = new StringBuilder(FULL + (FULL >> 2));
    private final OutputStream out;

    TextBytes(OutputStream out) {
        this.out = out;
    }

    /// Answers what is collected, to append to.
    StringBuilder text() {
        return text;
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
