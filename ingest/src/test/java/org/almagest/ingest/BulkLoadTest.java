package org.almagest.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.Answer;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.Scannable;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.IntColumnVector;
import org.junit.jupiter.api.Test;

final class BulkLoadTest {
    private static final TableSchema SCHEMA =
            TableSchema.of(List.of(ColumnDefinition.of(0, "number", ScalarType.INTEGER)));

    /// Gives `morsels` morsels of three batches; fails in the one that it is told.
    private record Numbers(int morsels, int failing, AtomicInteger open) implements Scannable {
        private record Piece(int index) implements Morsel {}

        @Override
        public String describe() {
            return "numbers";
        }

        @Override
        public TableSchema schema() {
            return SCHEMA;
        }

        @Override
        public OptionalLong rowCount() {
            return OptionalLong.of(30L * morsels);
        }

        @Override
        public Optional<ColumnStatistics> statistics(int column) {
            return Optional.empty();
        }

        @Override
        public Scan scan(ScanRequest request) {
            AtomicInteger next = new AtomicInteger();
            open.incrementAndGet();
            return new Scan() {
                @Override
                public List<Answer> answers() {
                    return List.of();
                }

                @Override
                public OptionalInt morselCount() {
                    return OptionalInt.empty();
                }

                @Override
                public Optional<Piece> claim() {
                    int index = next.getAndIncrement();
                    return index < morsels ? Optional.of(new Piece(index)) : Optional.empty();
                }

                @Override
                public MorselReader reader() {
                    open.incrementAndGet();
                    return new Reader();
                }

                @Override
                public ScanMetrics metrics() {
                    return ScanMetrics.NONE;
                }

                @Override
                public void close() {
                    open.decrementAndGet();
                }
            };
        }

        private final class Reader implements MorselReader {
            private final IntColumnVector vector = new IntColumnVector(1024);
            private int at;
            private int end;

            @Override
            public void open(Morsel morsel) {
                at = 30 * morsel.index();
                end = at + 30;
            }

            @Override
            public boolean next(Batch out) {
                if (at == 30 * failing + 10) {
                    throw AlmagestException.of(SqlState.BAD_COPY_FORMAT, "morsel " + failing + " is bad");
                }
                if (at == end) {
                    return false;
                }
                for (int i = 0; i < 10; i++) {
                    vector.set(i, at++);
                }
                out.setColumn(0, vector);
                out.setRowCount(10);
                return true;
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        }
    }

    /// Keeps rows by part; part n blocks until the parts before it, two apart, have ended.
    private static final class Kept implements TableSink {
        private final ConcurrentSkipListMap<Long, List<Integer>> parts = new ConcurrentSkipListMap<>();
        private final AtomicInteger openParts = new AtomicInteger();
        private final Object lock = new Object();
        private long closedParts;

        @Override
        public TableSchema schema() {
            return SCHEMA;
        }

        @Override
        public Part part(long sequence) {
            synchronized (lock) {
                while (sequence > closedParts + 1) {
                    try {
                        lock.wait();
                    } catch (InterruptedException never) {
                        throw new AssertionError(never);
                    }
                }
            }
            openParts.incrementAndGet();
            List<Integer> rows = new ArrayList<>();
            parts.put(sequence, rows);
            return new Part() {
                @Override
                public void append(Batch batch) {
                    IntColumnVector vector = (IntColumnVector) batch.column(0);
                    for (int i = 0; i < batch.size(); i++) {
                        rows.add(vector.get(batch.row(i)));
                    }
                }

                @Override
                public void close() {
                    openParts.decrementAndGet();
                    synchronized (lock) {
                        closedParts++;
                        lock.notifyAll();
                    }
                }
            };
        }

        @Override
        public long commit() {
            return parts.values().stream().mapToLong(List::size).sum();
        }

        @Override
        public void close() {}
    }

    @Test
    void allRowsArriveInTheirOrder() {
        for (int threads : new int[] {1, 2, 5}) {
            Numbers numbers = new Numbers(200, -1, new AtomicInteger());
            AtomicReference<LoadProgress> last = new AtomicReference<>();
            try (Kept sink = new Kept()) {
                long rows = BulkLoad.ofAll(numbers, sink, threads)
                        .listener(last::set)
                        .run();
                assertEquals(6000, rows);
                List<Integer> all =
                        sink.parts.values().stream().flatMap(List::stream).toList();
                assertEquals(6000, all.size());
                for (int i = 0; i < 6000; i++) {
                    assertEquals(i, all.get(i));
                }
                assertEquals(6000, last.get().rows());
                assertEquals(1.0, last.get().fraction().orElseThrow());
            }
            assertEquals(0, numbers.open().get());
        }
    }

    @Test
    void theFirstFailureStopsEveryThread() {
        Numbers numbers = new Numbers(1_000_000, 57, new AtomicInteger());
        try (Kept sink = new Kept()) {
            AlmagestException failure = assertThrows(
                    AlmagestException.class,
                    () -> BulkLoad.ofAll(numbers, sink, 4).run());
            assertEquals("morsel 57 is bad", failure.getMessage());
            assertEquals(0, sink.openParts.get());
            assertTrue(sink.parts.size() < 1_000_000);
        }
        assertEquals(0, numbers.open().get());
    }

    @Test
    void aCanceledLoadEndsWithItsOwnFailure() {
        Numbers numbers = new Numbers(Integer.MAX_VALUE / 30, -1, new AtomicInteger());
        try (Kept sink = new Kept()) {
            BulkLoad load = BulkLoad.ofAll(numbers, sink, 2);
            AlmagestException failure = assertThrows(
                    AlmagestException.class,
                    () -> load.listener(now -> {
                                assertFalse(now.fraction().isEmpty());
                                load.cancel();
                            })
                            .run());
            assertEquals(SqlState.QUERY_CANCELED, failure.state());
            assertEquals(0, sink.openParts.get());
        }
        assertEquals(0, numbers.open().get());
    }

    @Test
    void aListenerThatFailsStopsTheLoad() {
        Numbers numbers = new Numbers(Integer.MAX_VALUE / 30, -1, new AtomicInteger());
        try (Kept sink = new Kept()) {
            BulkLoad load = BulkLoad.ofAll(numbers, sink, 2).listener(now -> {
                throw new IllegalStateException("listener");
            });
            assertThrows(IllegalStateException.class, load::run);
        }
    }

    @Test
    void columnsOfOtherTypesAreRefused() {
        try (Kept sink = new Kept()) {
            Numbers numbers = new Numbers(1, -1, new AtomicInteger());
            AlmagestException count =
                    assertThrows(AlmagestException.class, () -> new BulkLoad(numbers, List.of(0, 0), sink, 1));
            assertEquals(SqlState.DATATYPE_MISMATCH, count.state());
        }
    }
}
