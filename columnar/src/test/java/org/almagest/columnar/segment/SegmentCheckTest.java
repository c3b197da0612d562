package org.almagest.columnar.segment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.Fault;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.statistics.ColumnSketch;
import org.almagest.columnar.statistics.DistinctSketch;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.apache.datasketches.hll.HllSketch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A check finds every fault, those too that a checksum does not know.
final class SegmentCheckTest {
    private static final int ROWS = 20_000;
    private static final TableSchema SCHEMA = TableSchema.of(List.of(
            ColumnDefinition.of(0, "ra", ScalarType.DOUBLE),
            ColumnDefinition.of(1, "dec", ScalarType.DOUBLE),
            ColumnDefinition.of(2, "id", ScalarType.BIGINT),
            ColumnDefinition.of(3, "name", ScalarType.VARCHAR)));

    @TempDir
    Path directory;

    private SegmentDescription made;
    private SegmentFooter footer;
    private byte[] good;

    @BeforeEach
    void write() throws Exception {
        List<List<Value>> rows = new ArrayList<>();
        for (long i = 0; i < ROWS; i++) {
            rows.add(List.of(
                    Value.of(i * 0.0179),
                    i % 100 == 0 ? Value.of(Double.NaN) : Value.of(Math.sin(i) * 89),
                    i % 9 == 0 ? Value.NULL : Value.of(i * 31 % 10_007),
                    Value.of("star " + i)));
        }
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            made = fixture.write(SCHEMA, rows, 50_000).getFirst();
            footer = fixture.open(made).open().footer();
        }
        good = Files.readAllBytes(Path.of(made.path()));
    }

    private List<Fault> check(SegmentDescription description) {
        List<Fault> faults = new ArrayList<>();
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            Optional<SegmentCheck> opened =
                    SegmentCheck.open(fixture.files, description, fixture.pool, fixture.budget, faults);
            opened.ifPresent(check -> {
                try (check) {
                    faults.addAll(check.checkFile(SCHEMA));
                    for (int c = 0; c < check.columns(); c++) {
                        faults.addAll(check.checkColumn(c, () -> false));
                    }
                }
            });
        }
        return faults;
    }

    /// Writes the file with a footer that says something else, checksums and all.
    private void forge() throws Exception {
        MemorySegment trailer = MemorySegment.ofArray(Arrays.copyOfRange(good, good.length - 64, good.length));
        long offset = trailer.get(SegmentFormat.I64, 0);
        MemorySegment bytes = footer.write();
        assertEquals(trailer.get(SegmentFormat.I64, 8), bytes.byteSize());
        byte[] forged = good.clone();
        MemorySegment file = MemorySegment.ofArray(forged);
        MemorySegment.copy(bytes, 0, file, offset, bytes.byteSize());
        MemorySegment.copy(
                SegmentFormat.trailer(made.fileId(), offset, bytes, made.rows()), 0, file, good.length - 64, 64);
        Files.write(Path.of(made.path()), forged);
    }

    @Test
    void aSoundSegmentHasNoFault() {
        assertEquals(List.of(), check(made));
    }

    @Test
    void everyDamagedPageIsNamed() throws Exception {
        byte[] bad = good.clone();
        List<String> places = new ArrayList<>();
        for (int c = 0; c < SCHEMA.columnCount(); c++) {
            PageDirectory pages = footer.directories().get(c);
            for (int p = 0; p < pages.pages(); p++) {
                bad[(int) pages.offset()[p] + pages.length()[p] / 2] ^= 16;
                places.add("column " + SCHEMA.column(c).name() + ", page " + p + " at byte " + pages.offset()[p]);
            }
        }
        Files.write(Path.of(made.path()), bad);
        assertEquals(places, check(made).stream().map(Fault::place).toList());
    }

    @Test
    void wrongZoneMapsAreFound() throws Exception {
        ((ZoneMaps.DoubleZones) footer.zones().get(0)).max()[0] -= 1;
        ((ZoneMaps.DoubleZones) footer.zones().get(1)).nanCounts()[1]++;
        ((ZoneMaps.LongZones) footer.zones().get(2)).nulls()[2]--;
        ((ZoneMaps.BytesZones) footer.zones().get(3)).min()[1][5]++;
        forge();
        List<String> found = check(made).stream().map(Fault::toString).toList();
        for (String place :
                List.of("column ra, page 0", "column dec, page 1", "column id, row group 0", "column name, page 1")) {
            assertTrue(found.stream().anyMatch(fault -> fault.contains(place)), place + " in " + found);
        }
        assertTrue(
                found.stream().anyMatch(fault -> fault.contains("statistics in the catalog with NULL rows")),
                found.toString());
    }

    @Test
    void whatIsBetweenPagesIsZero() throws Exception {
        PageDirectory pages = footer.directories().get(3);
        long end = pages.offset()[0] + pages.length()[0];
        assertTrue(end % 64 != 0, "the test needs a gap");
        byte[] bad = good.clone();
        bad[(int) end] = 1;
        Files.write(Path.of(made.path()), bad);
        assertEquals(
                List.of("byte " + end), check(made).stream().map(Fault::place).toList());
    }

    @Test
    void statisticsOfTheCatalogAreHeldToTheSegment() {
        List<ColumnSummary> columns = new ArrayList<>(made.columns());
        ColumnStatistics ra = columns.get(0).statistics();
        columns.set(
                0,
                new ColumnSummary(
                        0,
                        columns.get(0).storedBytes(),
                        new ColumnStatistics(
                                Optional.of(Value.of(-1.0)),
                                ra.max(),
                                OptionalLong.of(5),
                                ra.nanCount(),
                                ra.distinct(),
                                ra.sketch())));
        HllSketch other = DistinctSketch.collector();
        other.update(42L);
        ColumnStatistics id = columns.get(2).statistics();
        columns.set(
                2,
                new ColumnSummary(
                        2,
                        columns.get(2).storedBytes() + 1,
                        id.withSketch(
                                new ColumnSketch(
                                        Optional.of(DistinctSketch.of(other)),
                                        ra.sketch().quantiles(),
                                        Optional.empty()),
                                100)));
        List<String> found =
                check(new SegmentDescription(made.path(), made.fileId(), made.rows(), made.bytes(), columns)).stream()
                        .map(Fault::found)
                        .toList();
        assertEquals(5, found.size(), found.toString());
        assertTrue(found.get(0).contains("min"), found.toString());
        assertTrue(found.get(1).contains("NULL rows"), found.toString());
        assertTrue(found.get(2).contains("bytes"), found.toString());
        assertTrue(found.get(3).contains("a sketch of about 1 different"), found.toString());
        assertTrue(found.get(4).contains("quantiles of " + ROWS), found.toString());
    }

    @Test
    void aCheckIsCancelled() {
        try (SegmentFixture fixture = new SegmentFixture(directory)) {
            try (SegmentCheck check = SegmentCheck.open(
                            fixture.files, made, fixture.pool, fixture.budget, new ArrayList<>())
                    .orElseThrow()) {
                AlmagestException stopped =
                        assertThrows(AlmagestException.class, () -> check.checkColumn(0, () -> true));
                assertEquals(SqlState.QUERY_CANCELED, stopped.state());
            }
        }
    }

    @Test
    void readersRefuseUnknownRequiredFeaturesAndIgnoreOptionalOnes() throws Exception {
        MemorySegment header = MemorySegment.ofArray(Arrays.copyOf(good, 64));
        header.set(SegmentFormat.I64, 24, ~SegmentFormat.KNOWN_OPTIONAL_FEATURES);
        writeHeader(header);
        assertEquals(List.of(), check(made));
        header.set(SegmentFormat.I64, 16, 1L << 63);
        writeHeader(header);
        List<Fault> faults = check(made);
        assertEquals(1, faults.size());
        assertTrue(faults.getFirst().found().contains("required features 0x8000000000000000"), faults.toString());
    }

    private void writeHeader(MemorySegment header) throws Exception {
        header.set(SegmentFormat.I32, 60, SegmentFormat.checksum(header, 60));
        byte[] changed = good.clone();
        MemorySegment.copy(header, 0, MemorySegment.ofArray(changed), 0, 64);
        Files.write(Path.of(made.path()), changed);
    }

    @Test
    void loadsSumUpTheirValues() {
        ColumnStatistics ra = made.columns().get(0).statistics();
        assertEquals(ROWS, ra.distinct().orElseThrow(), ROWS * 0.07);
        double median = ra.sketch().quantiles().orElseThrow().quantiles(0.5)[0];
        assertEquals(ROWS / 2 * 0.0179, median, ROWS * 0.0179 * 0.06);
        assertEquals(ROWS * 0.99, ra.sketch().density().orElseThrow().total(), ROWS * 0.05);
        assertTrue(made.columns().get(1).statistics().sketch().density().isEmpty());
        assertTrue(made.columns().get(3).statistics().sketch().quantiles().isEmpty());
    }
}
