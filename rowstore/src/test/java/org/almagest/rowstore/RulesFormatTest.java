package org.almagest.rowstore;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.pool.BufferPool;
import org.almagest.columnar.schema.CheckRule;
import org.almagest.columnar.schema.ColumnDefault;
import org.almagest.columnar.schema.ColumnDefinition;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.TableRules;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.schema.ViewDefinition;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.rowstore.io.CrashFileSystem;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.ManifestFormat;
import org.almagest.rowstore.manifest.Retired;
import org.junit.jupiter.api.Test;

/// The bytes of rules, schemas and views are checked in: they stay readable, and this version writes
/// them. `-Dalmagest.golden=write` writes them anew.
final class RulesFormatTest {
    private static final String ROOT = "/sky.almagest";
    private static final CheckedInFiles FILES = new CheckedInFiles("format-1/rules");
    private static final ObjectName GAIA_STARS = new ObjectName("gaia", "stars");
    private static final ViewDefinition BRIGHT =
            new ViewDefinition("SELECT * FROM stars", List.of("number"), List.of("gaia", "main"), "few");

    private final MemoryBudget budget = MemoryBudget.root(64 << 20);

    private static TableSchema ruled() {
        List<ColumnDefinition> columns = new ArrayList<>(TestTables.STARS.columns());
        columns.add(
                ColumnDefinition.of(5, "extra", ScalarType.DOUBLE).withAbsent(new ColumnDefault("1.5", Value.of(2.5))));
        return TestTables.STARS
                .withColumns(columns)
                .withRules(new TableRules(List.of(new CheckRule("bright", "mag < 30")), 7));
    }

    private static Map<String, byte[]> write(MemoryBudget budget) throws IOException {
        List<Retired> retired = new ArrayList<>();
        CatalogVersion catalog = CatalogVersion.of(0, 1, List.of())
                .apply(
                        1,
                        List.of(
                                new Edit.PutSchema("gaia", "data release 3"),
                                new Edit.CreateTable(1, "gaia", "stars", ruled()),
                                new Edit.PutView(2, ObjectName.inMain("bright"), BRIGHT)),
                        budget,
                        retired);
        return CheckedInFiles.written(catalog, log -> {
            log.writeCommits(
                    2,
                    List.of(
                            CheckedInFiles.commit(List.of(
                                    new Edit.PutSchema("old", ""),
                                    new Edit.CreateTable(3, "old", "late", ruled()),
                                    new Edit.EvolveTable(1, GAIA_STARS, TestTables.STARS))),
                            CheckedInFiles.commit(List.of(
                                    new Edit.PutView(4, new ObjectName("old", "v"), BRIGHT),
                                    new Edit.DropView(2),
                                    new Edit.DropTable(3))),
                            CheckedInFiles.commit(List.of(new Edit.DropView(4), new Edit.DropSchema("old")))));
            log.writeEndOfSession(4);
        });
    }

    @Test
    void thisVersionWritesTheSameBytes() throws IOException {
        FILES.hold(write(budget));
    }

    @Test
    void aManifestHasRulesSchemasAndViews() throws IOException {
        ManifestFormat.Manifest manifest =
                ManifestFormat.read(FILES.read("manifest-000003"), "manifest-000003", 3, budget);
        CatalogVersion catalog = manifest.catalog();
        assertEquals(ruled(), catalog.table(GAIA_STARS).orElseThrow().schema());
        assertEquals(Map.of("main", "", "gaia", "data release 3"), catalog.schemas());
        assertEquals(
                BRIGHT, catalog.view(ObjectName.inMain("bright")).orElseThrow().definition());
        assertEquals(3, catalog.nextTableId());
        Recovery.release(catalog);
    }

    @Test
    void aLogChangesThem() throws IOException {
        CrashFileSystem files = new CrashFileSystem();
        files.createDirectories(ROOT + "/log");
        files.createDirectories(ROOT + "/data");
        FILES.put(files, ROOT);
        BufferPool pool = BufferPool.open(budget, 8 << 20);
        try (Database database = Database.open(files, ROOT, OpenMode.WRITE, budget, pool);
                CatalogSnapshot snapshot = database.snapshot()) {
            assertEquals(4, snapshot.lsn());
            assertEquals(List.of("gaia", "main"), snapshot.schemaNames());
            assertEquals(List.of(), snapshot.views());
            assertEquals(
                    TestTables.STARS, snapshot.table(GAIA_STARS).orElseThrow().schema());
        }
        pool.close();
    }
}
