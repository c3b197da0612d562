package org.almagest.cli.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.almagest.ingest.csv.CsvReject;

/// What a load did not take as it stood, written to a CSV file that appears with the first of them.
/// Thread-safe.
final class Rejects implements AutoCloseable {
    private final Path file;
    private BufferedWriter writer;
    private long count;

    Rejects(Path file) {
        this.file = file;
    }

    synchronized void add(CsvReject reject) {
        count++;
        try {
            if (writer == null) {
                writer = Files.newBufferedWriter(file);
                writer.write("file,line,column,value,reason\n");
            }
            writer.write(quoted(reject.file()) + "," + reject.line() + "," + quoted(reject.column()) + ","
                    + quoted(reject.value()) + "," + quoted(reject.reason()) + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String quoted(String field) {
        return "\"" + field.replace("\"", "\"\"") + "\"";
    }

    /// Forgets everything, for a load that starts again.
    synchronized void restart() {
        close();
        if (count > 0) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        count = 0;
    }

    synchronized long count() {
        return count;
    }

    Path file() {
        return file;
    }

    @Override
    public synchronized void close() {
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } finally {
                writer = null;
            }
        }
    }
}
