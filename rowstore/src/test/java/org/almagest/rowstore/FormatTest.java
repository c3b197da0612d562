package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.io.WritableFile;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.ColumnStatistics;
import org.almagest.columnar.segment.ColumnSummary;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.type.Value;
import org.almagest.rowstore.delta.RowEncoder;
import org.almagest.rowstore.io.CrashFileSystem;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.log.LogReader;
import org.almagest.rowstore.log.LogSeal;
import org.almagest.rowstore.log.LogWriter;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.ManifestFormat;
import org.almagest.rowstore.manifest.Retired;
import org.junit.jupiter.api.Test;

/// The bytes of format version 1 are checked in: they stay readable, and this version writes them.
/// `-Dalmagest.golden=write` writes them anew.
final class FormatTest {
    private static final String ROOT = "/sky.almagest";
    private static final CheckedInFiles FILES = new CheckedInFiles("format-1");

    private final MemoryBudget budget = MemoryBudget.root(64 << 20);

    /// Makes the files as this version writes them, by name.
    static Map<String, byte[]> write(MemoryBudget budget) throws IOException {
        ColumnStatistics statistics = new ColumnStatistics(
                Optional.of(Value.of(1.5)),
                Optional.of(Value.of(17.25)),
                OptionalLong.of(2),
                OptionalLong.of(1),
                OptionalLong.empty());
        SegmentDescription segment = new SegmentDescription(
                "000001.seg", 0x1234_5678_9abc_def0L, 1000, 65_536, List.of(new ColumnSummary(1, 4096, statistics)));
        List<Retired> retired = new ArrayList<>();
        CatalogVersion catalog = CatalogVersion.of(0, 1, List.of())
                .apply(1, List.of(new Edit.CreateTable(1, "main", "stars", TestTables.STARS)), budget, retired)
                .apply(2, List.of(new Edit.AddSegment(1, segment)), budget, retired)
                .apply(3, List.of(new Edit.CreateTable(4, "main", "späte", TestTables.STARS)), budget, retired);
        Edit.Rows carried = new Edit.Rows(1, RowEncoder.encode(TestTables.STARS, TestTables.stars(0, 2)));
        Edit.Rows later = new Edit.Rows(4, RowEncoder.encode(TestTables.STARS, TestTables.stars(10, 3)));
        return CheckedInFiles.written(catalog, log -> {
            log.writeCarriedRows(3, List.of(new LogWriter.CarriedRows(2, carried)));
            log.writeCommits(
                    4,
                    List.of(
                            CheckedInFiles.commit(List.of(later)),
                            CheckedInFiles.commit(List.of(new Edit.DropTable(4)))));
            log.writeEndOfSession(5);
        });
    }

    @Test
    void thisVersionWritesTheSameBytes() throws IOException {
        FILES.hold(write(budget));
    }

    @Test
    void thisVersionReadsThem() throws IOException {
        read("log/000004.log");
    }

    /// Logs without required features, whose records do not name their places.
    @Test
    void thisVersionReadsLogsOfBefore() throws IOException {
        read("before-places/000004.log");
    }

    private void read(String log) throws IOException {
        CrashFileSystem files = new CrashFileSystem();
        files.createDirectories(ROOT + "/log");
        files.createDirectories(ROOT + "/data/t000001");
        files.create(ROOT + "/data/t000001/000001.seg").close();
        FILES.put(files, ROOT, log);
        BufferPool pool = BufferPool.open(budget, 8 << 20);
        try (Database database = Database.open(files, ROOT, OpenMode.WRITE, budget, pool);
                CatalogSnapshot snapshot = database.snapshot()) {
            assertEquals(5, snapshot.lsn());
            assertEquals(
                    List.of("stars"),
                    snapshot.tables().stream().map(TableSnapshot::name).toList());
            TableSnapshot stars = snapshot.tables().getFirst();
            assertEquals(TestTables.STARS, stars.schema());
            assertEquals(2, stars.deltaRows());
            SegmentDescription segment = stars.segments().getFirst().description();
            assertEquals(0x1234_5678_9abc_def0L, segment.fileId());
            assertEquals(1000, segment.rows());
            assertEquals(
                    Value.of(17.25),
                    segment.column(1).orElseThrow().statistics().max().orElseThrow());
            database.writer().createTable("next", TestTables.STARS);
            try (CatalogSnapshot after = database.snapshot()) {
                assertEquals(5, after.tables().getLast().id());
            }
        }
        pool.close();
    }

    private static byte[] withFeatures(byte[] bytes, int at, int features, int checkedBytes) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) features;
        changed[at + 1] = (byte) (features >>> 8);
        CRC32C crc = new CRC32C();
        crc.update(changed, 0, checkedBytes);
        for (int i = 0; i < 4; i++) {
            changed[checkedBytes + i] = (byte) (crc.getValue() >>> 8 * i);
        }
        return changed;
    }

    @Test
    void unknownRequiredFeaturesAreRefusedAndOptionalOnesIgnored() throws IOException {
        byte[] manifest = FILES.read("manifest-000003");
        byte[] optional = withFeatures(manifest, 14, 0x8001, manifest.length - 4);
        Recovery.release(ManifestFormat.read(optional, "m", 3, budget).catalog());
        byte[] required = withFeatures(manifest, 12, 0x8000, manifest.length - 4);
        AlmagestException refused =
                assertThrows(AlmagestException.class, () -> ManifestFormat.read(required, "m", 3, budget));
        assertEquals(SqlState.FEATURE_NOT_SUPPORTED, refused.state());
        assertTrue(refused.getMessage().contains("unknown required features 0x8000"), refused.getMessage());
        byte[] log = FILES.read("log/000004.log");
        assertEquals(5, readLog(withFeatures(log, 24, 0x8001, 28)).lastLsn());
        AlmagestException newer =
                assertThrows(AlmagestException.class, () -> readLog(withFeatures(log, 12, 0x8000, 28)));
        assertEquals(SqlState.FEATURE_NOT_SUPPORTED, newer.state());
    }

    private static LogReader.End readLog(byte[] bytes) throws IOException {
        CrashFileSystem files = new CrashFileSystem();
        try (WritableFile file = files.create("/log")) {
            file.write(MemorySegment.ofArray(bytes));
        }
        return LogReader.read(files, "/log", 4, 3, (lsn, edits) -> {});
    }

    @Test
    void aRecordInAnotherPlaceIsRefused() throws IOException {
        byte[] log = FILES.read("log/000004.log");
        byte[] longer = java.util.Arrays.copyOf(log, log.length + 32);
        System.arraycopy(log, log.length - 32, longer, log.length, 32);
        CorruptionException moved = assertThrows(CorruptionException.class, () -> readLog(longer));
        assertTrue(moved.getMessage().contains("the record of byte " + (log.length - 32)), moved.getMessage());
    }

    @Test
    void aSealSaysWhereTheLogEnds() throws IOException {
        LogReader.End end = readLog(FILES.read("log/000004.log"));
        LogSeal seal = new LogSeal(4, end.validBytes(), 5);
        assertEquals(seal, LogSeal.read(seal.toBytes(), "s", 4));
        seal.check("l", end);
        assertThrows(CorruptionException.class, () -> new LogSeal(4, end.validBytes() + 8, 5).check("l", end));
        assertThrows(CorruptionException.class, () -> new LogSeal(4, end.validBytes(), 6).check("l", end));
        assertThrows(CorruptionException.class, () -> LogSeal.read(seal.toBytes(), "s", 5));
        for (int bit = 0; bit < 48 * 8; bit++) {
            byte[] bad = seal.toBytes();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThrows(CorruptionException.class, () -> LogSeal.read(bad, "s", 4));
        }
    }
}
