package org.almagest.cli.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
            if (writer == null && count > 1) {
                writer = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
            } else if (writer == null) {
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

    /// Where the list stood when a table's load began.
    record Mark(long count, long bytes) {}

    /// Answers where the list stands now.
    synchronized Mark mark() {
        try {
            if (writer != null) {
                writer.flush();
            }
            return new Mark(count, count == 0 ? 0 : Files.size(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Forgets what came after a mark, for a table's load that starts again.
    synchronized void restart(Mark mark) {
        close();
        if (count == mark.count()) {
            return;
        }
        try {
            if (mark.count() == 0) {
                Files.deleteIfExists(file);
            } else {
                try (FileChannel list = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    list.truncate(mark.bytes());
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        count = mark.count();
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
