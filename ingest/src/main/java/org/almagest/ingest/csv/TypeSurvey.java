package org.almagest.ingest.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.MemoryBudget;

/// Looks at values to find the columns' types: of a whole file, with several threads, or of its
/// first rows and some places spread over the rest. Rows with too few or too many fields do not
/// count.
final class TypeSurvey {
    private static final int CHUNK_BYTES = 4 << 20;
    private static final int PLACES = 16;
    private static final int PLACE_BYTES = 1 << 16;
    private static final int SLACK = 64;

    private final TextOrigin origin;
    private final CsvLayout layout;
    private final NullWords nullWords;
    private final MemoryBudget budget;
    private final BooleanSupplier cancelled;
    private final int columns;

    /// What was found: evidence per column, and the rows looked at.
    record Findings(List<TypeEvidence> columns, long rows, boolean complete) {}

    TypeSurvey(
            TextOrigin origin, CsvLayout layout, NullWords nullWords, MemoryBudget budget, BooleanSupplier cancelled) {
        this.origin = origin;
        this.layout = layout;
        this.nullWords = nullWords;
        this.budget = budget;
        this.cancelled = cancelled;
        this.columns = layout.columns().size();
    }

    private final class Tally {
        private final List<TypeEvidence> evidence = new ArrayList<>();
        private long rows;

        Tally() {
            for (int i = 0; i < columns; i++) {
                evidence.add(new TypeEvidence(layout.dialect(), nullWords));
            }
        }

        void add(byte[] bytes, FieldTable fields) {
            rows += fields.rows();
            for (int column = 0; column < columns; column++) {
                TypeEvidence one = evidence.get(column);
                for (int row = 0; row < fields.rows(); row++) {
                    one.add(bytes, fields.start(row, column), fields.end(row, column));
                }
            }
        }

        void merge(Tally other) {
            rows += other.rows;
            for (int i = 0; i < columns; i++) {
                evidence.get(i).merge(other.evidence.get(i));
            }
        }
    }

    /// Looks at every row.
    Findings whole(int threads) {
        try (ChunkBuffers buffers = new ChunkBuffers(budget);
                TextSource source = origin.look(layout.dataOffset());
                ChunkCutter cutter = cutter(source, buffers)) {
            Callable<Tally> work = () -> {
                Tally tally = new Tally();
                try (MorselRows rows = new MorselRows(layout.dialect(), columns, budget)) {
                    Optional<CsvMorsel> morsel = claim(cutter);
                    while (morsel.isPresent()) {
                        look(rows, morsel.get(), tally, Long.MAX_VALUE);
                        buffers.giveBack(morsel.get().text());
                        morsel = claim(cutter);
                    }
                }
                return tally;
            };
            Tally all = new Tally();
            run(work, threads).forEach(all::merge);
            return new Findings(all.evidence, all.rows, true);
        }
    }

    private ChunkCutter cutter(TextSource source, ChunkBuffers buffers) {
        return new ChunkCutter(source, layout.dialect(), buffers, CHUNK_BYTES, layout.dataOffset(), layout.dataLine());
    }

    private Optional<CsvMorsel> claim(ChunkCutter cutter) {
        stopIfCancelled();
        synchronized (cutter) {
            return cutter.next();
        }
    }

    private void stopIfCancelled() {
        if (cancelled.getAsBoolean()) {
            throw AlmagestException.of(
                    SqlState.QUERY_CANCELED, "interrupted while looking for the types of " + origin.path());
        }
    }

    private static void look(MorselRows rows, CsvMorsel morsel, Tally tally, long most) {
        rows.open(morsel);
        while (tally.rows < most && rows.next((start, found) -> false)) {
            tally.add(rows.bytes(), rows.fields());
        }
    }

    private static List<Tally> run(Callable<Tally> work, int threads) {
        List<Tally> tallies = new ArrayList<>();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "almagest-survey");
            thread.setDaemon(true);
            return thread;
        })) {
            List<Future<Tally>> futures = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                futures.add(workers.submit(work));
            }
            for (Future<Tally> future : futures) {
                tallies.add(await(future));
            }
        }
        return tallies;
    }

    private static Tally await(Future<Tally> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("a survey failed", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Looks at about `most` rows from the start and, in files that are not packed, at places
    /// spread over the rest. `size` is the file's.
    Findings sample(long most, long size) {
        Tally tally = new Tally();
        boolean complete;
        try (ChunkBuffers buffers = new ChunkBuffers(budget);
                TextSource source = origin.look(layout.dataOffset());
                ChunkCutter cutter = cutter(source, buffers);
                MorselRows rows = new MorselRows(layout.dialect(), columns, budget)) {
            Optional<CsvMorsel> morsel = claim(cutter);
            while (morsel.isPresent() && tally.rows < most && cutter.bytesRead() < mostBytes()) {
                look(rows, morsel.get(), tally, most);
                buffers.giveBack(morsel.get().text());
                morsel = claim(cutter);
            }
            complete = morsel.isEmpty() && tally.rows < most;
        }
        if (!complete && !layout.packed() && !origin.isStream() && size > 2L * PLACES * PLACE_BYTES) {
            for (int i = 1; i <= PLACES; i++) {
                stopIfCancelled();
                lookAt(size / (PLACES + 1) * i, tally);
            }
        }
        return new Findings(tally.evidence, tally.rows, complete);
    }

    private long mostBytes() {
        return origin.isStream() ? StreamedText.KEPT_BYTES : Long.MAX_VALUE;
    }

    /// Looks at the lines around a byte of the file; where quotes stand it cannot know which lines
    /// are rows and passes by.
    private void lookAt(long position, Tally tally) {
        byte[] bytes = new byte[PLACE_BYTES + SLACK];
        int length = 0;
        try (TextSource source = origin.look(position)) {
            int count = source.read(bytes, 0, PLACE_BYTES);
            while (count > 0) {
                length += count;
                count = source.read(bytes, length, PLACE_BYTES - length);
            }
        }
        CsvDialect dialect = layout.dialect();
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (bytes[i] == dialect.quote()) {
                return;
            }
            if (start == 0 && bytes[i] == dialect.newline()) {
                start = i + 1;
            }
        }
        FieldTable fields = new FieldTable(columns);
        new SeparatorFinder(dialect).find(bytes, start, length, fields);
        fields.assemble(bytes, start, dialect, (at, found) -> false);
        tally.add(bytes, fields);
    }
}
