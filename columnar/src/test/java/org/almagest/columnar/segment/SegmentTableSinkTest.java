package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.LongColumnVector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The order of parts, back-pressure, and what a load that fails leaves behind: nothing.
class SegmentTableSinkTest {
    private static final TableSchema SCHEMA = TableSchema.of(List.of(ColumnDefinition.of(0, "id", ScalarType.BIGINT)));

    @TempDir
    Path directory;

    private SegmentFixture fixture;

    private SegmentFixture open(long budgetBytes) {
        fixture = new SegmentFixture(directory, budgetBytes, budgetBytes / 4);
        return fixture;
    }

    @AfterEach
    void close() {
        fixture.close();
        assertEquals(0, fixture.budget.reserved());
    }

    private static void fill(TableSink.Part part, long first, int count) {
        Batch batch = Batch.allocate(List.of(ScalarType.BIGINT));
        for (int done = 0; done < count; done += 1000) {
            int step = Math.min(1000, count - done);
            for (int i = 0; i < step; i++) {
                ((LongColumnVector) batch.column(0)).set(i, first + done + i);
            }
            batch.setRowCount(step);
            part.append(batch);
        }
    }

    private List<Long> ids(List<SegmentDescription> made) {
        List<Long> ids = new ArrayList<>();
        try (Scan scan = fixture.table(SCHEMA, made).scan(ScanRequest.of(List.of(0)));
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(1);
            for (var next = scan.claim(); next.isPresent(); next = scan.claim()) {
                reader.open(next.get());
                while (reader.next(batch)) {
                    for (int i = 0; i < batch.size(); i++) {
                        ids.add(((LongColumnVector) batch.column(0)).get(batch.row(i)));
                    }
                }
            }
        }
        return ids;
    }

    @Test
    void partsThatEndInAnyOrderStandInTheirOrder() {
        open(1 << 28);
        List<SegmentDescription> made = new ArrayList<>();
        try (SegmentTableSink sink = fixture.sink(SCHEMA, made)) {
            TableSink.Part first = sink.part(0);
            TableSink.Part second = sink.part(1);
            TableSink.Part third = sink.part(2);
            fill(third, 5000, 10);
            third.close();
            fill(first, 0, 1500);
            second.close();
            first.close();
            assertEquals(1510, sink.commit());
        }
        List<Long> ids = ids(made);
        assertEquals(1510, ids.size());
        assertEquals(1499, ids.get(1499));
        assertEquals(5000, ids.get(1500));
        assertEquals(1, made.size());
    }

    @Test
    @Timeout(60)
    void manyThreadsWithUnevenPartsEnd() throws Exception {
        open(1 << 29);
        List<SegmentDescription> made = new ArrayList<>();
        int parts = 60;
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (SegmentTableSink sink = fixture.sink(SCHEMA, made)) {
            AtomicLong next = new AtomicLong();
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 6; t++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        for (long p = next.getAndIncrement(); p < parts; p = next.getAndIncrement()) {
                            try (TableSink.Part part = sink.part(p)) {
                                fill(part, p * 1_000_000, p % 7 == 0 ? 300_000 : (int) (p * 10));
                            }
                        }
                    } catch (RuntimeException | Error failed) {
                        failures.add(failed);
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(List.of(), List.copyOf(failures));
            sink.commit();
        }
        List<Long> ids = ids(made);
        for (int i = 1; i < ids.size(); i++) {
            assertTrue(ids.get(i - 1) < ids.get(i));
        }
        assertEquals(made.stream().mapToLong(SegmentDescription::rows).sum(), ids.size());
    }

    @Test
    void withoutACommitNothingIsLeft() throws Exception {
        open(1 << 28);
        List<SegmentDescription> made = new ArrayList<>();
        try (SegmentTableSink sink = fixture.sink(SCHEMA, made)) {
            try (TableSink.Part part = sink.part(0)) {
                fill(part, 0, 200_000);
            }
            assertEquals(1, fixture.fileCount());
        }
        assertEquals(0, fixture.fileCount());
        assertEquals(List.of(), made);
    }

    @Test
    void aPartThatRunsOutOfMemoryFailsTheLoad() throws Exception {
        open(1_700_000);
        List<SegmentDescription> made = new ArrayList<>();
        try (SegmentTableSink sink = fixture.sink(SCHEMA, made)) {
            TableSink.Part first = sink.part(0);
            TableSink.Part second = sink.part(1);
            assertThrows(AlmagestException.class, () -> {
                fill(first, 0, 131_000);
                fill(second, 0, 131_000);
            });
            second.close();
            first.close();
            assertThrows(AlmagestException.class, sink::commit);
        }
        assertEquals(0, fixture.fileCount());
    }

    @Test
    void anEmptyLoadCommitsNoSegment() {
        open(1 << 28);
        List<SegmentDescription> made = new ArrayList<>();
        try (SegmentTableSink sink = fixture.sink(SCHEMA, made)) {
            sink.part(0).close();
            assertEquals(0, sink.commit());
        }
        assertEquals(List.of(), made);
    }

    @Test
    void aLoadThatFillsFilesGoesOnInNewOnes() throws Exception {
        open(1 << 28);
        List<SegmentDescription> made = new ArrayList<>();
        try (SegmentTableSink sink = small(fixture.files, made)) {
            for (int p = 0; p < 5; p++) {
                try (TableSink.Part part = sink.part(p)) {
                    fill(part, p * 10_000, 10_000);
                }
            }
            assertEquals(50_000, sink.commit());
        }
        assertEquals(5, made.size());
        List<Long> ids = ids(made);
        for (int i = 0; i < 50_000; i++) {
            assertEquals(i, ids.get(i));
        }
    }

    private SegmentTableSink small(FileSystem files, List<SegmentDescription> made) {
        AtomicLong name = new AtomicLong();
        return new SegmentTableSink(
                files,
                directory.toString(),
                () -> directory + "/" + name.incrementAndGet() + ".seg",
                SCHEMA,
                fixture.budget,
                made::addAll,
                100);
    }

    @Test
    void aFullDiskLeavesNothing() throws Exception {
        open(1 << 28);
        List<SegmentDescription> made = new ArrayList<>();
        try (SegmentTableSink sink = small(new FullDisk(fixture.files, 6_000), made)) {
            AlmagestException full = assertThrows(AlmagestException.class, () -> {
                for (int p = 0; p < 20; p++) {
                    try (TableSink.Part part = sink.part(p)) {
                        fill(part, p * 10_000, 10_000);
                    }
                }
                sink.commit();
            });
            assertEquals(SqlState.DISK_FULL, full.state());
            assertThrows(AlmagestException.class, sink::commit);
        }
        assertEquals(0, fixture.fileCount());
        assertEquals(List.of(), made);
    }
}
