package org.almagest.bench.suite;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.almagest.rowstore.OpenMode;
import org.almagest.sql.session.Engine;
import org.almagest.sql.session.EngineOptions;

/// Runs one query in a process of its own and leaves what it took in a file: [Taken].
///
/// ```text
/// DATABASE  THREADS  LIMIT (bytes; 0: plenty)  RESULT-FILE  SQL
/// ```
public final class SmallMemoryRun {
    private SmallMemoryRun() {}

    /// What a query answered and took.
    ///
    /// @param peakBytes the most that its operators held, where it was recorded; 0 otherwise
    /// @param residentBytes the most that the process had in memory; 0 where the system does not tell
    record Taken(ArrayList<ArrayList<Object>> rows, long peakBytes, long spilledBytes, long residentBytes)
            implements java.io.Serializable {}

    public static void main(String[] arguments) throws IOException {
        long limit = Long.parseLong(arguments[2]);
        EngineOptions options =
                EngineOptions.of(arguments[0], OpenMode.READ_ONLY).withThreads(Integer.parseInt(arguments[1]));
        Taken taken = limit == 0
                ? recorded(options, arguments[4])
                : run(options.withMemoryBytes(Math.max(EngineOptions.LEAST_MEMORY_BYTES, limit)), limit, arguments[4]);
        try (ObjectOutputStream out = new ObjectOutputStream(Files.newOutputStream(Path.of(arguments[3])))) {
            out.writeObject(taken);
        }
    }

    private static Taken run(EngineOptions options, long limit, String sql) throws IOException {
        try (AlmagestSide almagest = new AlmagestSide(Engine.open(options))) {
            if (limit > 0) {
                almagest.set("SET memory_limit = '" + limit + "'");
            }
            ArrayList<ArrayList<Object>> rows = new ArrayList<>();
            almagest.answer(sql).forEach(row -> rows.add(new ArrayList<>(row)));
            return new Taken(rows, 0, 0, residentBytes());
        }
    }

    private static Taken recorded(EngineOptions options, String sql) throws IOException {
        Path file = Files.createTempFile("almagest", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("org.almagest.Query");
            recording.start();
            Taken taken = run(options, 0, sql);
            recording.stop();
            recording.dump(file);
            long peak = 0;
            long spilled = 0;
            for (RecordedEvent event : queries(file)) {
                peak = Math.max(peak, event.getLong("peakBytes"));
                spilled += event.getLong("spilledBytes");
            }
            return new Taken(taken.rows(), peak, spilled, taken.residentBytes());
        } finally {
            Files.delete(file);
        }
    }

    private static List<RecordedEvent> queries(Path file) throws IOException {
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals("org.almagest.Query"))
                .toList();
    }

    /// Answers the peak of the resident set, as Linux counts it.
    private static long residentBytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmHWM:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) << 10;
            }
        }
        return 0;
    }
}
