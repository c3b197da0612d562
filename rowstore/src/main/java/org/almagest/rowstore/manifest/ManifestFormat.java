package org.almagest.rowstore.manifest;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.CorruptionException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.TableLayout;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.segment.DeletedRows;
import org.almagest.columnar.segment.SegmentDescription;
import org.almagest.rowstore.codec.DeletedRowsCodec;
import org.almagest.rowstore.codec.FieldReader;
import org.almagest.rowstore.codec.FieldWriter;
import org.almagest.rowstore.codec.GroupCodec;
import org.almagest.rowstore.codec.IndexCodec;
import org.almagest.rowstore.codec.LayoutCodec;
import org.almagest.rowstore.codec.RulesCodec;
import org.almagest.rowstore.codec.SchemaCodec;
import org.almagest.rowstore.codec.SegmentCodec;
import org.almagest.rowstore.codec.ViewCodec;
import org.almagest.rowstore.delta.DeltaBuffer;
import org.almagest.rowstore.delta.DeltaView;

/// The bytes of `manifest-NNNNNN`; `docs/format/manifest.md` explains them.
///
/// ```text
///  0  8  "ALMGMAN\n"
///  8  u32 format version, 1
/// 12  u16 required feature bits: 1 sketches of before, 2 layouts of tables, 4 layouts with Bloom
///         filters, 16 rules of tables, 32 schemas and views, 64 sketches of columns, 128 indexes,
///         256 samples among them, 512 deleted rows, 1024 unique indexes among them,
///         2048 groups of columns, 4096 primary keys among the indexes
/// 14  u16 optional feature bits, 0
/// 16  u64 manifest number
/// 24  u64 number of the log that follows it
/// 32  u64 LSN of the last commit in it
/// 40  u32 next table id
/// 44  u32 tables
/// 48  tables
///     table    u32 id, text schema name, text name, u64 LSN of its creation, schema,
///              layout where the feature is set, rules where that feature is set,
///              u32 segments, n x (u64 commit LSN, segment),
///              where the feature is set: n x deleted rows of the segment (DeletedRowsCodec),
///              deleted rows of the delta,
///              where the feature is set: u32 indexes, n x (index (IndexCodec),
///              u32 runs, m x (text file name of the segment, u64 commit LSN, the run)),
///              where the feature is set: u32 groups, n x group (GroupCodec)
///     where the feature is set: u32 n, n x (text schema name, text description),
///              u32 m, m x (u32 id, text schema name, text name, view)
/// end u32 CRC32C of all before
/// ```
public final class ManifestFormat {
    static final byte[] MAGIC = {'A', 'L', 'M', 'G', 'M', 'A', 'N', '\n'};
    static final int VERSION = 1;

    /// Some segment has sketches of before, which are not read.
    static final int EARLIER_SKETCHES = 1;

    /// Some segment has sketches of its columns.
    static final int SKETCHES = 64;

    /// Tables have layouts; set where one has another than the default.
    static final int LAYOUTS = 2;

    /// Some layout names columns with Bloom filters.
    static final int BLOOM_FILTERS = 4;

    /// Tables have rules; set where one has defaults or checks.
    static final int RULES = 16;

    /// SQL schemas and views follow the tables; set where there is a view or a schema but `main`.
    static final int SCHEMAS_AND_VIEWS = 32;

    /// Tables have indexes; set where one has some.
    static final int INDEXES = 128;

    /// Some of the indexes are samples.
    static final int SAMPLES = 256;

    /// Some rows of segments or of deltas are deleted.
    static final int DELETED_ROWS = 512;

    /// Some of the indexes have unique keys.
    static final int UNIQUE_INDEXES = 1024;

    /// Combinations of values were counted of some columns.
    static final int GROUPS = 2048;

    /// Some of the indexes have the keys of a primary key.
    static final int PRIMARY_KEYS = 4096;

    private static final int KNOWN_REQUIRED = EARLIER_SKETCHES
            | SKETCHES
            | LAYOUTS
            | BLOOM_FILTERS
            | RULES
            | SCHEMAS_AND_VIEWS
            | INDEXES
            | SAMPLES
            | DELETED_ROWS
            | UNIQUE_INDEXES
            | GROUPS
            | PRIMARY_KEYS;
    private static final int LEAST_BYTES = 52;
    private static final int LEAST_VIEW_BYTES = 4 + 4 + 4 + 16;
    private static final int LEAST_TABLE_BYTES = 4 + 4 + 4 + 8 + 12 + 4;

    private ManifestFormat() {}

    /// What a manifest says.
    public record Manifest(long number, long logNumber, CatalogVersion catalog) {}

    /// Writes the catalog without the deltas' rows, which the log carries.
    public static byte[] write(Manifest manifest) {
        CatalogVersion catalog = manifest.catalog();
        FieldWriter out = new FieldWriter();
        int features = requiredFeatures(catalog);
        boolean layouts = (features & LAYOUTS) != 0;
        out.raw(MAGIC, 0, MAGIC.length).u32(VERSION).u32(features);
        out.u64(manifest.number()).u64(manifest.logNumber()).u64(catalog.lsn());
        out.u32(catalog.nextTableId()).u32(catalog.tables().size());
        for (TableVersion table : catalog.tables()) {
            out.u32(table.id()).text(table.schemaName()).text(table.name()).u64(table.createdLsn());
            SchemaCodec.write(out, table.schema());
            if (layouts) {
                LayoutCodec.write(out, table.schema().layout());
            }
            if ((features & RULES) != 0) {
                RulesCodec.write(out, table.schema());
            }
            out.u32(table.segments().size());
            for (StoredSegment segment : table.segments()) {
                out.u64(segment.commitLsn());
                SegmentCodec.write(out, segment.description());
            }
            if ((features & DELETED_ROWS) != 0) {
                table.segments().forEach(segment -> DeletedRowsCodec.write(out, segment.deleted()));
                DeletedRowsCodec.write(out, table.delta().deleted());
            }
            if ((features & INDEXES) != 0) {
                writeIndexes(out, table);
            }
            if ((features & GROUPS) != 0) {
                out.u32(table.groups().size());
                table.groups()
                        .forEach(group -> GroupCodec.write(out, group.columnIds(), group.combinations(), group.rows()));
            }
        }
        if ((features & SCHEMAS_AND_VIEWS) != 0) {
            writeSchemasAndViews(out, catalog);
        }
        CRC32C crc = new CRC32C();
        crc.update(out.array(), 0, out.size());
        return out.u32((int) crc.getValue()).toByteArray();
    }

    private static void writeIndexes(FieldWriter out, TableVersion table) {
        out.u32(table.indexes().size());
        for (TableIndex index : table.indexes()) {
            IndexCodec.write(
                    out,
                    new IndexCodec.Definition(
                            index.name(), index.method(), index.columnIds(), index.unique(), index.primary()));
            out.u32(index.runs().size());
            new TreeMap<>(index.runs()).forEach((segment, run) -> {
                out.text(segment).u64(run.commitLsn());
                SegmentCodec.write(out, run.description());
            });
        }
    }

    private static void writeSchemasAndViews(FieldWriter out, CatalogVersion catalog) {
        out.u32(catalog.schemas().size());
        catalog.schemas().forEach((name, description) -> out.text(name).text(description));
        out.u32(catalog.views().size());
        for (StoredView view : catalog.views()) {
            out.u32(view.id()).text(view.name().schema()).text(view.name().name());
            ViewCodec.write(out, view.definition());
        }
    }

    private static int requiredFeatures(CatalogVersion catalog) {
        boolean sketches = catalog.tables().stream()
                .flatMap(table -> table.files().stream())
                .anyMatch(segment -> SegmentCodec.hasSketches(segment.description()));
        boolean layouts = catalog.tables().stream()
                .anyMatch(table -> !table.schema().layout().equals(TableLayout.DEFAULT));
        boolean bloom = catalog.tables().stream()
                .anyMatch(table -> !table.schema().layout().bloom().isEmpty());
        boolean rules = catalog.tables().stream().anyMatch(table -> RulesCodec.isNeeded(table.schema()));
        boolean indexes =
                catalog.tables().stream().anyMatch(table -> !table.indexes().isEmpty());
        boolean samples = catalog.tables().stream()
                .flatMap(table -> table.indexes().stream())
                .anyMatch(TableIndex::isSample);
        boolean deleted = catalog.tables().stream().anyMatch(TableVersion::hasDeletedRows);
        boolean unique = catalog.tables().stream()
                .flatMap(table -> table.indexes().stream())
                .anyMatch(TableIndex::unique);
        boolean primary = catalog.tables().stream()
                .flatMap(table -> table.indexes().stream())
                .anyMatch(TableIndex::primary);
        boolean groups =
                catalog.tables().stream().anyMatch(table -> !table.groups().isEmpty());
        boolean names = !catalog.views().isEmpty() || !catalog.schemas().equals(Map.of(CatalogVersion.MAIN, ""));
        return (sketches ? SKETCHES : 0)
                | (layouts ? LAYOUTS : 0)
                | (bloom ? BLOOM_FILTERS : 0)
                | (rules ? RULES : 0)
                | (indexes ? INDEXES : 0)
                | (samples ? SAMPLES : 0)
                | (deleted ? DELETED_ROWS : 0)
                | (unique ? UNIQUE_INDEXES : 0)
                | (groups ? GROUPS : 0)
                | (primary ? PRIMARY_KEYS : 0)
                | (names ? SCHEMAS_AND_VIEWS : 0);
    }

    /// Reads a manifest whole; `path` names it in errors. Its deltas are empty.
    public static Manifest read(byte[] bytes, String path, long number, MemoryBudget budget) {
        int features = check(bytes, path);
        FieldReader in = new FieldReader(bytes, MAGIC.length + 8, bytes.length - 4, path);
        long found = in.u64();
        if (found != number) {
            throw in.wrong("manifest " + found, "manifest " + number);
        }
        long logNumber = in.u64();
        long lsn = in.u64();
        int nextTableId = in.u32();
        List<TableVersion> tables = new ArrayList<>();
        for (int left = in.count(LEAST_TABLE_BYTES); left > 0; left--) {
            tables.add(readTable(in, lsn, features, budget));
        }
        Map<String, String> schemas = new LinkedHashMap<>();
        List<StoredView> views = new ArrayList<>();
        if ((features & SCHEMAS_AND_VIEWS) != 0) {
            readSchemasAndViews(in, schemas, views);
        }
        in.expectEnd();
        return new Manifest(number, logNumber, CatalogVersion.of(lsn, nextTableId, tables, views, schemas));
    }

    private static void readSchemasAndViews(FieldReader in, Map<String, String> schemas, List<StoredView> views) {
        for (int left = in.count(8); left > 0; left--) {
            schemas.put(in.text(), in.text());
        }
        for (int left = in.count(LEAST_VIEW_BYTES); left > 0; left--) {
            int id = in.u32();
            String schema = in.text();
            String name = in.text();
            if (name.isEmpty() || !schemas.containsKey(schema)) {
                throw in.wrong("a view '" + name + "' in schema '" + schema + "'", "a name in a schema that is there");
            }
            views.add(new StoredView(id, new ObjectName(schema, name), ViewCodec.read(in)));
        }
    }

    /// Answers the feature bits.
    private static int check(byte[] bytes, String path) {
        if (bytes.length < LEAST_BYTES || !Arrays.equals(Arrays.copyOf(bytes, MAGIC.length), MAGIC)) {
            throw new CorruptionException(path, bytes.length + " other bytes", "a manifest");
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - 4);
        int stored = new FieldReader(bytes, bytes.length - 4, bytes.length, path).u32();
        if (stored != (int) crc.getValue()) {
            throw new CorruptionException(
                    path, "the checksum " + Integer.toHexString((int) crc.getValue()), Integer.toHexString(stored));
        }
        FieldReader in = new FieldReader(bytes, MAGIC.length, bytes.length, path);
        int version = in.u32();
        int features = in.u32() & 0xFFFF;
        int unknown = features & ~KNOWN_REQUIRED;
        if (version != VERSION || unknown != 0) {
            throw AlmagestException.of(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            path + " has manifest format " + version + " (unknown required features 0x"
                                    + Integer.toHexString(unknown) + "), this program reads format " + VERSION)
                    .hint("open the database with the newer version of Almagest that wrote it");
        }
        return features;
    }

    private static TableVersion readTable(FieldReader in, long manifestLsn, int features, MemoryBudget budget) {
        int id = in.u32();
        String schemaName = in.text();
        String name = in.text();
        long createdLsn = in.u64();
        TableSchema plain = SchemaCodec.read(in);
        TableSchema laidOut = (features & LAYOUTS) != 0 ? LayoutCodec.read(in, plain) : plain;
        TableSchema schema = (features & RULES) != 0 ? RulesCodec.read(in, laidOut) : laidOut;
        List<StoredSegment> segments = new ArrayList<>();
        for (int left = in.count(8 + SegmentCodec.LEAST_BYTES); left > 0; left--) {
            segments.add(readSegment(in, manifestLsn, features));
        }
        DeltaView delta = DeltaView.empty(new DeltaBuffer(budget));
        if ((features & DELETED_ROWS) != 0) {
            segments.replaceAll(segment -> readDeleted(in, segment));
            delta = delta.withDeleted(DeletedRowsCodec.read(in));
        }
        List<TableIndex> indexes =
                (features & INDEXES) != 0 ? readIndexes(in, manifestLsn, features, schema, segments) : List.of();
        List<ColumnGroup> groups = (features & GROUPS) != 0 ? readGroups(in, schema) : List.of();
        return new TableVersion(
                id, schemaName, name, schema, createdLsn, segments, delta, createdLsn, indexes, 0, groups);
    }

    private static List<ColumnGroup> readGroups(FieldReader in, TableSchema schema) {
        List<ColumnGroup> groups = new ArrayList<>();
        for (int left = in.count(GroupCodec.LEAST_BYTES); left > 0; left--) {
            GroupCodec.Counted counted = GroupCodec.read(in);
            ColumnGroup group = new ColumnGroup(counted.columnIds(), counted.combinations(), counted.rows());
            if (!group.fits(schema)) {
                throw in.wrong("a group of columns " + group.columnIds(), "columns of the table");
            }
            groups.add(group);
        }
        return groups;
    }

    private static StoredSegment readSegment(FieldReader in, long manifestLsn, int features) {
        long commitLsn = in.u64();
        if (commitLsn < 1 || commitLsn > manifestLsn) {
            throw in.wrong("commit LSN " + commitLsn, "1 to " + manifestLsn);
        }
        SegmentDescription segment =
                (features & EARLIER_SKETCHES) != 0 ? SegmentCodec.readEarlier(in) : SegmentCodec.read(in);
        return new StoredSegment(segment, commitLsn);
    }

    private static StoredSegment readDeleted(FieldReader in, StoredSegment segment) {
        DeletedRows deleted = DeletedRowsCodec.read(in);
        if (deleted.last() >= segment.description().rows()) {
            throw in.wrong(
                    "the deleted row " + deleted.last(),
                    "one of the segment's " + segment.description().rows());
        }
        return segment.withDeleted(deleted);
    }

    private static List<TableIndex> readIndexes(
            FieldReader in, long manifestLsn, int features, TableSchema schema, List<StoredSegment> segments) {
        Map<String, Long> rows = new HashMap<>();
        segments.forEach(segment ->
                rows.put(segment.description().path(), segment.description().rows()));
        List<TableIndex> indexes = new ArrayList<>();
        for (int left = in.count(IndexCodec.LEAST_BYTES + 4); left > 0; left--) {
            IndexCodec.Definition definition = IndexCodec.read(in);
            Map<String, StoredSegment> runs = new HashMap<>();
            for (int run = in.count(4 + 8 + SegmentCodec.LEAST_BYTES); run > 0; run--) {
                String segment = in.text();
                StoredSegment stored = readSegment(in, manifestLsn, features);
                long most = rows.getOrDefault(segment, -1L);
                long found = stored.description().rows();
                if (definition.method() == IndexMethod.SAMPLE ? found > most : found != most) {
                    throw in.wrong(
                            "a run of " + stored.description().rows() + " rows for segment " + segment,
                            rows.containsKey(segment)
                                    ? rows.get(segment) + ", as many as the segment has"
                                    : "a segment of the table");
                }
                if (runs.put(segment, stored) != null) {
                    throw in.wrong("a second run for segment " + segment, "one");
                }
            }
            TableIndex index = new TableIndex(
                    definition.name(),
                    definition.method(),
                    definition.columnIds(),
                    definition.unique(),
                    definition.primary(),
                    runs);
            if (!index.fits(schema)) {
                throw in.wrong("an index of columns " + index.columnIds(), "columns of the table");
            }
            indexes.add(index);
        }
        return indexes;
    }
}
