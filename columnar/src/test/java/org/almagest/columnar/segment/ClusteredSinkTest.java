package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongToDoubleFunction;
import org.almagest.columnar.cluster.ClusteredSink;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.FileSystem;
import org.almagest.columnar.scan.ColumnPredicate;
import org.almagest.columnar.scan.ColumnPredicate.RangeSet;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.columnar.scan.Scan;
import org.almagest.columnar.scan.ScanRequest;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.HealpixColumn;
import org.almagest.columnar.schema.TableLayout;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.spill.SpillFiles;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.Batch;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.LongColumnVector;
import org.almagest.sky.Healpix;
import org.almagest.sky.HealpixNeighbours;
import org.almagest.sky.HealpixNested;
import org.almagest.sky.SkyPosition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusteredSinkTest {
    private static final TableSchema SKY = TableSchema.of(List.of(
                    ColumnDefinition.of(7, "id", ScalarType.BIGINT),
                    ColumnDefinition.of(3, "ra", ScalarType.DOUBLE),
                    ColumnDefinition.of(5, "dec", ScalarType.DOUBLE)))
            .withLayout(TableLayout.DEFAULT.with(new Clustering.BySky(3, 5)));

    @TempDir
    Path directory;

    private final long seed = Long.getLong("almagest.seed", 1_510L);

    /// A row of a test: a number and a position.
    private interface Positions {
        double[] of(long row);
    }

    private static Positions scattered(long seed) {
        return row -> {
            Random random = new Random(seed * 31 + row);
            random.nextLong();
            return new double[] {360 * random.nextDouble(), Math.toDegrees(Math.asin(2 * random.nextDouble() - 1))};
        };
    }

    /// Positions along the curve of order 12, as dense as in Gaia, but for one in 140: that lies in
    /// the next cell but `far`.
    private static Positions nearlyInOrder(int far) {
        return row -> {
            long cell = 40_000_000 + row / 9;
            SkyPosition centre = HealpixNested.centre(12, cell + (row % 140 == 0 ? far : 0));
            return new double[] {centre.ra(), centre.dec()};
        };
    }

    /// Likewise, but the one lies in any of the cells around, which may have a number far away.
    private static Positions likeGaia() {
        return row -> {
            long cell = 40_000_000 + row / 9;
            long[] around = HealpixNeighbours.of(12, cell);
            SkyPosition centre = HealpixNested.centre(12, row % 140 == 0 ? around[(int) (row / 140 % 8)] : cell);
            return new double[] {centre.ra(), centre.dec()};
        };
    }

    private long load(TableSink sink, long rows, Positions positions) throws InterruptedException {
        long partRows = TableSink.ROW_GROUP_ROWS;
        AtomicLong next = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (int t = 0; t < 2; t++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    while (true) {
                        long part = next.getAndIncrement();
                        if (part * partRows >= rows) {
                            return;
                        }
                        fill(sink, part, part * partRows, Math.min(rows, (part + 1) * partRows), positions);
                    }
                } catch (Throwable failed) {
                    synchronized (failures) {
                        failures.add(failed);
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            if (failures.getFirst() instanceof RuntimeException known) {
                throw known;
            }
            throw new AssertionError(failures.getFirst());
        }
        return sink.commit();
    }

    private static void fill(TableSink sink, long part, long from, long to, Positions positions) {
        Batch batch = Batch.allocate(List.of(ScalarType.BIGINT, ScalarType.DOUBLE, ScalarType.DOUBLE));
        try (TableSink.Part open = sink.part(part)) {
            for (long at = from; at < to; at += 1024) {
                batch.reset();
                int count = (int) Math.min(1024, to - at);
                for (int i = 0; i < count; i++) {
                    double[] position = positions.of(at + i);
                    ((LongColumnVector) batch.column(0)).set(i, at + i);
                    ((DoubleColumnVector) batch.column(1)).set(i, position[0]);
                    ((DoubleColumnVector) batch.column(2)).set(i, position[1]);
                }
                batch.setRowCount(count);
                open.append(batch);
            }
        }
    }

    private List<long[]> read(SegmentTable table, List<ColumnPredicate> predicates, List<Scan> scans) {
        List<long[]> rows = new ArrayList<>();
        Scan scan = table.scan(new ScanRequest(List.of(0, 1, 2), predicates, List.of()));
        scans.add(scan);
        try (MorselReader reader = scan.reader()) {
            Batch batch = new Batch(3);
            for (var morsel = scan.claim(); morsel.isPresent(); morsel = scan.claim()) {
                reader.open(morsel.get());
                while (reader.next(batch)) {
                    for (int i = 0; i < batch.size(); i++) {
                        int row = batch.row(i);
                        double ra = ((DoubleColumnVector) batch.column(1)).get(row);
                        double dec = ((DoubleColumnVector) batch.column(2)).get(row);
                        rows.add(
                                new long[] {((LongColumnVector) batch.column(0)).get(row), HealpixNested.cell29(ra, dec)
                                });
                    }
                }
            }
        }
        return rows;
    }

    @Test
    void rowsComeInTheOrderOfTheSkyThroughFiles() throws InterruptedException, java.io.IOException {
        long rows = 300_000;
        try (SegmentFixture fixture = new SegmentFixture(directory, 40L << 20, 8L << 20)) {
            List<SegmentDescription> made = new ArrayList<>();
            try (TableSink sink = new ClusteredSink(
                    fixture.sink(SKY, made), SpillFiles.in(fixture.files, directory.toString()), fixture.budget)) {
                assertEquals(rows, load(sink, rows, scattered(seed)));
            }
            assertEquals(made.size(), fixture.fileCount(), "no file of the sort is left");
            List<long[]> found = read(fixture.table(SKY, made), List.of(), new ArrayList<>());
            assertEquals(rows, found.size());
            for (int i = 1; i < found.size(); i++) {
                assertTrue(found.get(i - 1)[1] <= found.get(i)[1], "seed " + seed + ", row " + i);
            }
            assertEquals(
                    rows, found.stream().mapToLong(row -> row[0]).distinct().count());
            aRangeReadsFewPages(fixture.table(SKY, made), found);
        }
    }

    private void aRangeReadsFewPages(SegmentTable table, List<long[]> all) {
        long low = Healpix.cellCount(29) / 12 * 5;
        long high = low + Healpix.cellCount(29) / 3000;
        RangeSet ranges =
                RangeSet.ofIntegers(HealpixColumn.position(SKY), List.of(new ColumnPredicate.Range(low, high)));
        List<Scan> scans = new ArrayList<>();
        List<long[]> found = read(table, List.of(ranges), scans);
        long expected =
                all.stream().filter(row -> row[1] >= low && row[1] <= high).count();
        assertEquals(
                expected,
                found.stream().filter(row -> row[1] >= low && row[1] <= high).count());
        assertTrue(expected > 0);
        long cells = scans.getFirst().metrics().pagesPlanned() / 3;
        assertTrue(cells <= 2, cells + " pages of rows for a range that fits one");
        assertEquals(org.almagest.columnar.scan.Answer.PRUNED, table.answer(ranges));
    }

    @Test
    void rowsNearlyInOrderPass() throws InterruptedException {
        long rows = 1_500_000;
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            List<SegmentDescription> made = new ArrayList<>();
            try (TableSink sink = new ClusteredSink(
                    fixture.sink(SKY, made), SpillFiles.in(fixture.files, directory.toString()), fixture.budget)) {
                assertEquals(rows, load(sink, rows, nearlyInOrder(3)));
            }
            List<long[]> found = read(fixture.table(SKY, made), List.of(), new ArrayList<>());
            assertEquals(
                    rows, found.stream().mapToLong(row -> row[0]).distinct().count());
            long descents = 0;
            for (int i = 1; i < found.size(); i++) {
                descents += found.get(i - 1)[1] > found.get(i)[1] ? 1 : 0;
            }
            assertTrue(descents > 1000, "rows pass as they come: " + descents + " descents");
        }
    }

    @Test
    void rowsOfWhichSomeLieFarOffAreSorted() throws InterruptedException {
        long rows = 1_500_000;
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            List<SegmentDescription> made = new ArrayList<>();
            try (TableSink sink = new ClusteredSink(
                    fixture.sink(SKY, made), SpillFiles.in(fixture.files, directory.toString()), fixture.budget)) {
                assertEquals(rows, load(sink, rows, likeGaia()));
            }
            List<long[]> found = read(fixture.table(SKY, made), List.of(), new ArrayList<>());
            long descents = 0;
            for (int i = 1; i < found.size(); i++) {
                descents += found.get(i - 1)[1] > found.get(i)[1] ? 1 : 0;
            }
            assertEquals(0, descents, "pages of rows as they come would overlap most others");
        }
    }

    @Test
    void aFullDiskInTheSortLeavesNothing() throws InterruptedException {
        Random random = new Random(seed);
        for (int run = 0; run < 8; run++) {
            try (SegmentFixture fixture = new SegmentFixture(directory, 20L << 20, 4L << 20)) {
                FileSystem full = new FullDisk(fixture.files, random.nextLong(8L << 20));
                List<SegmentDescription> made = new ArrayList<>();
                AlmagestException said = assertThrows(AlmagestException.class, () -> {
                    try (TableSink sink = new ClusteredSink(
                            new SegmentTableSink(
                                    full,
                                    directory.toString(),
                                    () -> directory.resolve("full.seg").toString(),
                                    SKY,
                                    fixture.budget,
                                    made::addAll),
                            SpillFiles.in(full, directory.toString()),
                            fixture.budget)) {
                        load(sink, 200_000, scattered(seed));
                    }
                });
                assertEquals(SqlState.DISK_FULL, said.state(), said.getMessage());
                assertEquals(List.of(), made);
                assertEquals(0, directory.toFile().list().length, "seed " + seed);
            }
        }
    }

    @Test
    void positionsThatAreNoneComeLastAndArePrunedWithCare() throws InterruptedException {
        LongToDoubleFunction bad = row -> switch ((int) (row % 5)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> 95;
            default -> 10;
        };
        long rows = 50_000;
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            List<SegmentDescription> made = new ArrayList<>();
            try (TableSink sink = new ClusteredSink(
                    fixture.sink(SKY, made), SpillFiles.in(fixture.files, directory.toString()), fixture.budget)) {
                load(sink, rows, row -> new double[] {row * 0.0001, bad.applyAsDouble(row)});
            }
            List<long[]> found = read(fixture.table(SKY, made), List.of(), new ArrayList<>());
            boolean none = false;
            for (long[] row : found) {
                none |= row[1] == Healpix.NO_CELL;
                assertEquals(none, row[1] == Healpix.NO_CELL, "what is no position comes last");
            }
            RangeSet elsewhere =
                    RangeSet.ofIntegers(HealpixColumn.position(SKY), List.of(new ColumnPredicate.Range(0, 1)));
            List<long[]> kept = read(fixture.table(SKY, made), List.of(elsewhere), new ArrayList<>());
            long strays = kept.stream()
                    .filter(row -> row[1] == Healpix.NO_CELL && row[0] % 5 == 2)
                    .count();
            assertEquals(rows / 5, strays, "finite coordinates beyond the pole are not pruned");
            assertTrue(kept.size() < rows);
        }
    }
}
