package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.IndexKeys;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.columnar.type.ScalarType;
import org.almagest.rowstore.codec.FieldReader;
import org.almagest.rowstore.codec.FieldWriter;
import org.almagest.rowstore.io.CrashFileSystem;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.log.EditCodec;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.ManifestFormat;
import org.almagest.rowstore.manifest.Retired;
import org.almagest.rowstore.manifest.StoredSegment;
import org.almagest.rowstore.manifest.TableIndex;
import org.almagest.rowstore.manifest.TableVersion;
import org.junit.jupiter.api.Test;

/// The bytes of a catalog with indexes are checked in: they stay readable, and this version writes them.
/// `-Dalmagest.golden=write` writes them anew.
final class IndexFormatTest {
    private static final String ROOT = "/sky.almagest";
    private static final CheckedInFiles FILES = new CheckedInFiles("format-1/indexes");

    private final MemoryBudget budget = MemoryBudget.root(64 << 20);

    private static SegmentDescription file(String name, long rows) {
        return new SegmentDescription(name, 0x1234_5678_9abc_def0L, rows, 65_536, List.of());
    }

    private static CatalogVersion catalog(MemoryBudget budget) {
        List<Retired> retired = new ArrayList<>();
        return CatalogVersion.of(0, 1, List.of())
                .apply(
                        1,
                        List.of(
                                new Edit.CreateTable(1, "main", "stars", TestTables.STARS),
                                new Edit.AddSegment(1, file("000001.seg", 1000)),
                                new Edit.AddSegment(1, file("000002.seg", 500))),
                        budget,
                        retired)
                .apply(
                        2,
                        List.of(
                                new Edit.CreateIndex(1, "by_mag", IndexMethod.BTREE, List.of(1, 0)),
                                new Edit.AddRun(1, "by_mag", "000001.seg", file("000003.idx", 1000)),
                                new Edit.CreateIndex(1, "by_name", IndexMethod.HASH, List.of(2)),
                                new Edit.AddRun(1, "by_name", "000001.seg", file("000004.idx", 1000)),
                                new Edit.AddRun(1, "by_name", "000002.seg", file("000005.idx", 500))),
                        budget,
                        retired);
    }

    private static Map<String, byte[]> write(MemoryBudget budget) throws IOException {
        CatalogVersion catalog = catalog(budget);
        return CheckedInFiles.written(catalog, log -> {
            log.writeCommits(
                    3,
                    List.of(
                            CheckedInFiles.commit(List.of(
                                    new Edit.DropIndex(1, "by_name"),
                                    new Edit.CreateIndex(1, "by_id", IndexMethod.BTREE, List.of(0)))),
                            CheckedInFiles.commit(
                                    List.of(new Edit.AddRun(1, "by_id", "000002.seg", file("000006.idx", 500))))));
            log.writeEndOfSession(4);
        });
    }

    @Test
    void thisVersionWritesTheSameBytes() throws IOException {
        FILES.hold(write(budget));
    }

    private static List<String> indexes(TableVersion table) {
        return table.indexes().stream().map(IndexFormatTest::text).toList();
    }

    private static String text(TableIndex index) {
        return index.name() + " " + index.method() + " " + index.columnIds() + " "
                + new java.util.TreeMap<>(index.runs()).keySet();
    }

    @Test
    void aManifestHasIndexesAndTheirRuns() throws IOException {
        CatalogVersion catalog = ManifestFormat.read(FILES.read("manifest-000003"), "manifest-000003", 3, budget)
                .catalog();
        TableVersion table = catalog.table(1).orElseThrow();
        assertEquals(
                List.of("by_mag BTREE [1, 0] [000001.seg]", "by_name HASH [2] [000001.seg, 000002.seg]"),
                indexes(table));
        assertEquals(
                "000004.idx",
                table.index("by_name")
                        .orElseThrow()
                        .runs()
                        .get("000001.seg")
                        .description()
                        .path());
        Recovery.release(catalog);
    }

    @Test
    void aLogChangesThem() throws IOException {
        CrashFileSystem files = new CrashFileSystem();
        files.createDirectories(ROOT + "/log");
        files.createDirectories(ROOT + "/data/t000001");
        for (String name : List.of("000001.seg", "000002.seg", "000003.idx", "000006.idx")) {
            files.create(ROOT + "/data/t000001/" + name).close();
        }
        FILES.put(files, ROOT);
        BufferPool pool = BufferPool.open(budget, 8 << 20);
        try (Database database = Database.open(files, ROOT, OpenMode.WRITE, budget, pool);
                CatalogSnapshot snapshot = database.snapshot()) {
            assertEquals(4, snapshot.lsn());
            assertEquals(
                    List.of("by_mag", "by_id"),
                    snapshot.tables().getFirst().indexes().stream()
                            .map(org.almagest.columnar.scan.IndexDescription::name)
                            .toList());
        }
        pool.close();
    }

    private String refused(CatalogVersion catalog) {
        byte[] bytes = ManifestFormat.write(new ManifestFormat.Manifest(3, 4, catalog));
        Recovery.release(catalog);
        return assertThrows(CorruptionException.class, () -> ManifestFormat.read(bytes, "manifest-000003", 3, budget))
                .getMessage();
    }

    @Test
    void aRunHasAsManyRowsAsItsSegment() {
        String message = refused(with("000001.seg", 999));
        assertTrue(message.contains("a run of 999 rows for segment 000001.seg"), message);
        assertTrue(message.contains("1000, as many as the segment has"), message);
        assertTrue(refused(with("000009.seg", 1000)).contains("a segment of the table"));
    }

    private CatalogVersion with(String segment, long runRows) {
        CatalogVersion catalog = catalog(budget);
        StoredSegment run = new StoredSegment(file("000009.idx", runRows), 2);
        TableIndex wrong = new TableIndex("wrong", IndexMethod.BTREE, List.of(0), Map.of(segment, run));
        return catalog.with(catalog.table(1).orElseThrow().withIndex(wrong));
    }

    @Test
    void noColumnHasAnIdOfThoseThatRunsHave() {
        TableSchema schema =
                TableSchema.of(List.of(ColumnDefinition.of(IndexKeys.leastReservedId(), "x", ScalarType.BIGINT)));
        String message = refused(CatalogVersion.of(0, 1, List.of())
                .apply(1, List.of(new Edit.CreateTable(1, "main", "t", schema)), budget, new ArrayList<>()));
        assertTrue(message.contains("the column id 2147483631"), message);
    }

    @Test
    void aPrimaryKeyIsAFeatureThatReadersMustKnow() throws IOException {
        CatalogVersion catalog = catalog(budget);
        TableIndex key = new TableIndex("k", IndexMethod.BTREE, List.of(0), true, true, Map.of());
        CatalogVersion with = catalog.with(catalog.table(1).orElseThrow().withIndex(key));
        byte[] bytes = ManifestFormat.write(new ManifestFormat.Manifest(3, 4, with));
        assertEquals(1024 | 4096, (bytes[12] & 0xFF | bytes[13] << 8) & (1024 | 4096));
        CatalogVersion read =
                ManifestFormat.read(bytes, "manifest-000003", 3, budget).catalog();
        assertEquals(Optional.of(key), read.table(1).orElseThrow().index("k"));
        Recovery.release(read);
        Recovery.release(with);
        FieldWriter out = new FieldWriter();
        List<Edit> edits = List.of(new Edit.CreateIndex(1, "k", IndexMethod.BTREE, List.of(0), true, true));
        EditCodec.write(out, edits);
        assertEquals(edits, EditCodec.read(new FieldReader(out.array(), 0, out.size(), "the log")));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TableIndex("k", IndexMethod.BTREE, List.of(0), false, true, Map.of()));
    }

    @Test
    void uniqueKeysAreAFeatureThatReadersMustKnow() {
        CatalogVersion catalog = catalog(budget);
        TableIndex unique = new TableIndex("u", IndexMethod.HASH, List.of(2), true, Map.of());
        CatalogVersion with = catalog.with(catalog.table(1).orElseThrow().withIndex(unique));
        byte[] bytes = ManifestFormat.write(new ManifestFormat.Manifest(3, 4, with));
        assertEquals(128 | 1024, (bytes[12] & 0xFF | bytes[13] << 8) & (128 | 1024));
        CatalogVersion read =
                ManifestFormat.read(bytes, "manifest-000003", 3, budget).catalog();
        assertEquals(Optional.of(unique), read.table(1).orElseThrow().index("u"));
        Recovery.release(read);
        Recovery.release(with);
        byte[] without = ManifestFormat.write(new ManifestFormat.Manifest(3, 4, catalog(budget)));
        assertEquals(0, without[13] << 8 & 1024);
    }
}
