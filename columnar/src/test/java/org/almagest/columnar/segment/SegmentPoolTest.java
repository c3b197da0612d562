package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Scans under a pool of a few frames, and what a warm scan allocates.
class SegmentPoolTest {
    private static final TableSchema SCHEMA = TableSchema.of(IntStream.range(0, 6)
            .mapToObj(c -> ColumnDefinition.of(c, "c" + c, c == 0 ? ScalarType.BIGINT : ScalarType.DOUBLE))
            .toList());
    private static final int ROWS = 100_000;

    @TempDir
    Path directory;

    private List<SegmentDescription> write(SegmentFixture fixture) {
        List<SegmentDescription> made = new ArrayList<>();
        try (SegmentTableSink sink = fixture.sink(SCHEMA, made)) {
            TableSink.Part part = sink.part(0);
            Batch batch = Batch.allocate(
                    SCHEMA.columns().stream().map(ColumnDefinition::type).toList());
            java.util.Random random = new java.util.Random(1);
            for (int from = 0; from < ROWS; from += 1000) {
                batch.reset();
                for (int i = 0; i < 1000; i++) {
                    ((LongColumnVector) batch.column(0)).set(i, from + i);
                    for (int c = 1; c < 6; c++) {
                        ((DoubleColumnVector) batch.column(c)).set(i, random.nextGaussian());
                    }
                    if (i % 50 == 0) {
                        batch.column(1).setNull(i);
                    }
                }
                batch.setRowCount(1000);
                part.append(batch);
            }
            part.close();
            sink.commit();
        }
        return made;
    }

    private static long sum(SegmentTable table, ScanRequest request, int threads) throws InterruptedException {
        LongAdder total = new LongAdder();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        try (Scan scan = table.scan(request)) {
            List<Thread> workers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                workers.add(Thread.ofPlatform().start(() -> {
                    try (MorselReader reader = scan.reader()) {
                        Batch batch = new Batch(request.columns().size());
                        for (var next = scan.claim(); next.isPresent(); next = scan.claim()) {
                            reader.open(next.get());
                            while (reader.next(batch)) {
                                for (int i = 0; i < batch.size(); i++) {
                                    total.add(((LongColumnVector) batch.column(0)).get(batch.row(i)));
                                }
                            }
                        }
                    } catch (Throwable failed) {
                        failures.add(failed);
                    }
                }));
            }
            for (Thread worker : workers) {
                worker.join();
            }
        }
        assertEquals(List.of(), List.copyOf(failures));
        return total.sum();
    }

    @Test
    @Timeout(60)
    void scansOfManyThreadsGoThroughAPoolOfThreeFrames() throws Exception {
        List<SegmentDescription> made;
        try (SegmentFixture writer = new SegmentFixture(directory)) {
            made = write(writer);
        }
        try (SegmentFixture small = new SegmentFixture(directory, 64 << 20, 600_000)) {
            SegmentTable table = new SegmentTable(
                    "t",
                    SCHEMA,
                    IntStream.range(0, 8)
                            .mapToObj(i -> small.open(made.getFirst()))
                            .toList());
            long once = (long) ROWS * (ROWS - 1) / 2;
            List<Integer> all = List.of(0, 1, 2, 3, 4, 5);
            assertEquals(8 * once, sum(table, ScanRequest.of(all), 6));
            ColumnPredicate filter = new ColumnPredicate.Compare(0, Comparison.GREATER_OR_EQUAL, Value.of(0L));
            ColumnPredicate notNull = new ColumnPredicate.IsNull(2, true);
            assertEquals(8 * once, sum(table, new ScanRequest(all, List.of(notNull, filter), List.of()), 6));
            assertTrue(small.pool.statistics().evictions() > 0);
            assertTrue(small.pool.statistics().residentBytes() <= 600_000);
        }
    }

    @Test
    void aWarmScanAllocatesNothingPerBlock() throws Exception {
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            SegmentTable table = fixture.table(SCHEMA, write(fixture));
            ScanRequest request = new ScanRequest(
                    List.of(0, 1, 2, 3),
                    List.of(new ColumnPredicate.Compare(4, Comparison.GREATER, Value.of(0.5))),
                    List.of());
            for (int warm = 0; warm < 60; warm++) {
                bytesPerBlock(table, request);
            }
            double least = Double.MAX_VALUE;
            for (int round = 0; round < 10; round++) {
                least = Math.min(least, bytesPerBlock(table, request));
            }
            System.out.println(least + " bytes allocated per block");
            // Opening a page makes a few objects, once per 16 blocks and column.
            assertTrue(least < 400, least + " bytes per block");
        }
    }

    private static double bytesPerBlock(SegmentTable table, ScanRequest request) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (Scan scan = table.scan(request);
                MorselReader reader = scan.reader()) {
            Batch batch = new Batch(4);
            reader.open(scan.claim().orElseThrow());
            reader.next(batch);
            long blocks = 0;
            long before = threads.getCurrentThreadAllocatedBytes();
            while (reader.next(batch)) {
                blocks++;
            }
            return (double) (threads.getCurrentThreadAllocatedBytes() - before) / blocks;
        }
    }
}
