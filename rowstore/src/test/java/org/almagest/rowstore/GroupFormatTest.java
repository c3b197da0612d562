package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.rowstore.codec.FieldReader;
import org.almagest.rowstore.codec.FieldWriter;
import org.almagest.rowstore.codec.GroupCodec;
import org.almagest.rowstore.io.CrashFileSystem;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.ColumnGroup;
import org.almagest.rowstore.manifest.ManifestFormat;
import org.junit.jupiter.api.Test;

/// The bytes of a catalog with groups of columns are checked in: they stay readable, and this version writes them.
/// `-Dalmagest.golden=write` writes them anew.
final class GroupFormatTest {
    private static final String ROOT = "/sky.almagest";
    private static final CheckedInFiles FILES = new CheckedInFiles("format-1/groups");
    private static final int GROUPS = 2048;

    private final MemoryBudget budget = MemoryBudget.root(64 << 20);

    private static CatalogVersion catalog(MemoryBudget budget) {
        return CatalogVersion.of(0, 1, List.of())
                .apply(
                        1,
                        List.of(
                                new Edit.CreateTable(1, "main", "stars", TestTables.STARS),
                                new Edit.CountGroup(1, List.of(0, 2), 700, 1_000),
                                new Edit.CountGroup(1, List.of(0, 1, 2), 900, 1_000)),
                        budget,
                        new ArrayList<>());
    }

    private static Map<String, byte[]> write(MemoryBudget budget) throws IOException {
        CatalogVersion catalog = catalog(budget);
        return CheckedInFiles.written(catalog, log -> {
            log.writeCommits(
                    2, List.of(CheckedInFiles.commit(List.of(new Edit.CountGroup(1, List.of(0, 2), 800, 1_200)))));
            log.writeEndOfSession(2);
        });
    }

    @Test
    void thisVersionWritesTheSameBytes() throws IOException {
        FILES.hold(write(budget));
    }

    @Test
    void aManifestHasGroups() throws IOException {
        CatalogVersion catalog = ManifestFormat.read(FILES.read("manifest-000003"), "manifest-000003", 3, budget)
                .catalog();
        assertEquals(
                List.of(new ColumnGroup(List.of(0, 2), 700, 1_000), new ColumnGroup(List.of(0, 1, 2), 900, 1_000)),
                catalog.table(1).orElseThrow().groups());
        Recovery.release(catalog);
    }

    @Test
    void aLogCountsAgain() throws IOException {
        CrashFileSystem files = new CrashFileSystem();
        files.createDirectories(ROOT + "/log");
        FILES.put(files, ROOT);
        BufferPool pool = BufferPool.open(budget, 8 << 20);
        try (Database database = Database.open(files, ROOT, OpenMode.WRITE, budget, pool);
                CatalogSnapshot snapshot = database.snapshot()) {
            assertEquals(2, snapshot.lsn());
            assertEquals(
                    List.of("[0, 1, 2] 900 of 1000", "[0, 2] 800 of 1200"),
                    snapshot.tables().getFirst().combinations().stream()
                            .map(each -> each.columns().stream().sorted().toList() + " " + each.count() + " of "
                                    + each.countedRows())
                            .toList());
        }
        pool.close();
    }

    @Test
    void theyAreAFeatureThatIsSetWhereThereAreSome() {
        CatalogVersion with = catalog(budget);
        byte[] bytes = ManifestFormat.write(new ManifestFormat.Manifest(3, 4, with));
        assertEquals(GROUPS, (bytes[12] & 0xFF | (bytes[13] & 0xFF) << 8) & GROUPS);
        Recovery.release(with);
        CatalogVersion without = CatalogVersion.of(0, 1, List.of())
                .apply(
                        1,
                        List.of(new Edit.CreateTable(1, "main", "stars", TestTables.STARS)),
                        budget,
                        new ArrayList<>());
        byte[] plain = ManifestFormat.write(new ManifestFormat.Manifest(3, 4, without));
        assertEquals(0, (plain[12] & 0xFF | (plain[13] & 0xFF) << 8) & GROUPS);
        Recovery.release(without);
    }

    @Test
    void aGroupGoesWithAColumn() {
        CatalogVersion catalog = catalog(budget);
        TableSchema fewer = TestTables.STARS.withColumns(TestTables.STARS.columns().stream()
                .filter(column -> column.id() != 1)
                .toList());
        CatalogVersion left = catalog.apply(
                2,
                List.of(new Edit.EvolveTable(1, catalog.table(1).orElseThrow().objectName(), fewer)),
                budget,
                new ArrayList<>());
        assertEquals(
                List.of(new ColumnGroup(List.of(0, 2), 700, 1_000)),
                left.table(1).orElseThrow().groups());
        Recovery.release(left);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ColumnGroup(List.of(1), 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ColumnGroup(List.of(1, 1), 1, 1));
        for (FieldWriter wrong :
                List.of(written(List.of(1), 1, 2), written(List.of(2, 1), 1, 2), written(List.of(1, 2), 3, 2))) {
            FieldReader in = new FieldReader(wrong.array(), 0, wrong.size(), "manifest-000003");
            String message = assertThrows(CorruptionException.class, () -> GroupCodec.read(in))
                    .getMessage();
            assertTrue(message.contains("two or more columns, ascending"), message);
        }
    }

    private static FieldWriter written(List<Integer> ids, long combinations, long rows) {
        FieldWriter out = new FieldWriter();
        GroupCodec.write(out, ids, combinations, rows);
        return out;
    }
}
