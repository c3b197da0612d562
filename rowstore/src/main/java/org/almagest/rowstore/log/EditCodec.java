package org.almagest.rowstore.log;

import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.columnar.schema.TableLayout;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.schema.ViewDefinition;
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
import org.almagest.rowstore.delta.EncodedRows;

/// Writes and reads the edits of a commit.
///
/// ```text
/// commit        u32 edits, then the edits
/// edit          u8 kind, u32 id of a table or view, then by kind:
/// 1 CreateTable text schema name, text name, schema (SchemaCodec)
/// 2 AlterTable  text name, schema
/// 3 DropTable
/// 4 AddSegment  segment with sketches of before, which are not read (SegmentCodec)
/// 5 DropSegment text file name
/// 6 Rows        u32 rows, u32 bytes, the rows (delta's RowFormat)
/// 7 ClearDelta  u64 LSN
/// 8 CreateTable as 1, then its layout (LayoutCodec): where that is not the default
/// 9 CreateTable as 8, where columns have Bloom filters
/// 10 CreateTable as 8, then its rules (RulesCodec): where it has defaults or checks
/// 11 EvolveTable text schema name, text name, schema, layout, rules
/// 12 PutView    text schema name, text name, view (ViewCodec)
/// 13 DropView
/// 14 PutSchema  text name, text description; the id is 0
/// 15 DropSchema text name; the id is 0
/// 20 AddSegment segment (SegmentCodec)
/// 30 CreateIndex index (IndexCodec)
/// 31 AddRun     text index name, text file name of the segment, the run (SegmentCodec)
/// 32 DropIndex  text index name
/// 33 CreateIndex as 30: where its keys are unique
/// 34 CreateIndex as 30: where its keys are the primary key
/// 40 Deletes    text file name of the segment, u32 bytes, bitmap (DeletedRows)
/// 41 DeltaDeletes u32 bytes, bitmap
/// 50 CountGroup group (GroupCodec)
/// ```
public final class EditCodec {
    private static final int CREATE_TABLE = 1;
    private static final int ALTER_TABLE = 2;
    private static final int DROP_TABLE = 3;
    private static final int ADD_SEGMENT_OF_BEFORE = 4;
    private static final int DROP_SEGMENT = 5;
    private static final int ROWS = 6;
    private static final int CLEAR_DELTA = 7;
    private static final int CREATE_TABLE_WITH_LAYOUT = 8;
    private static final int CREATE_TABLE_WITH_BLOOM = 9;
    private static final int CREATE_TABLE_WITH_RULES = 10;
    private static final int EVOLVE_TABLE = 11;
    private static final int PUT_VIEW = 12;
    private static final int DROP_VIEW = 13;
    private static final int PUT_SCHEMA = 14;
    private static final int DROP_SCHEMA = 15;
    private static final int ADD_SEGMENT = 20;
    private static final int CREATE_INDEX = 30;
    private static final int ADD_RUN = 31;
    private static final int DROP_INDEX = 32;
    private static final int CREATE_UNIQUE_INDEX = 33;
    private static final int CREATE_PRIMARY_KEY = 34;
    private static final int DELETES = 40;
    private static final int DELTA_DELETES = 41;
    private static final int COUNT_GROUP = 50;
    private static final int LEAST_EDIT_BYTES = 5;

    private EditCodec() {}

    public static void write(FieldWriter out, List<Edit> edits) {
        out.u32(edits.size());
        edits.forEach(edit -> write(out, edit));
    }

    private static void write(FieldWriter out, Edit edit) {
        switch (edit) {
            case Edit.CreateTable create -> createTable(out, create);
            case Edit.AlterTable(int id, String name, TableSchema schema) -> {
                out.u8(ALTER_TABLE).u32(id).text(name);
                SchemaCodec.write(out, schema);
            }
            case Edit.DropTable(int id) -> out.u8(DROP_TABLE).u32(id);
            case Edit.AddSegment(int id, SegmentDescription segment) -> {
                out.u8(ADD_SEGMENT).u32(id);
                SegmentCodec.write(out, segment);
            }
            case Edit.DropSegment(int id, String fileName) ->
                out.u8(DROP_SEGMENT).u32(id).text(fileName);
            case Edit.CreateIndex(int id, String name, var method, var columnIds, boolean unique, boolean primary) ->
                IndexCodec.write(
                        out.u8(primary ? CREATE_PRIMARY_KEY : unique ? CREATE_UNIQUE_INDEX : CREATE_INDEX)
                                .u32(id),
                        new IndexCodec.Definition(name, method, columnIds, unique, primary));
            case Edit.AddRun(int id, String index, String segment, SegmentDescription run) ->
                SegmentCodec.write(out.u8(ADD_RUN).u32(id).text(index).text(segment), run);
            case Edit.DropIndex(int id, String name) ->
                out.u8(DROP_INDEX).u32(id).text(name);
            case Edit.Deletes(int id, String fileName, DeletedRows rows) ->
                DeletedRowsCodec.write(out.u8(DELETES).u32(id).text(fileName), rows);
            case Edit.DeltaDeletes(int id, DeletedRows rows) ->
                DeletedRowsCodec.write(out.u8(DELTA_DELETES).u32(id), rows);
            case Edit.CountGroup(int id, var columnIds, long combinations, long rows) ->
                GroupCodec.write(out.u8(COUNT_GROUP).u32(id), columnIds, combinations, rows);
            case Edit.Rows(int id, EncodedRows(int rowCount, byte[] bytes)) ->
                out.u8(ROWS).u32(id).u32(rowCount).bytes(bytes, 0, bytes.length);
            case Edit.ClearDelta(int id, long throughLsn) ->
                out.u8(CLEAR_DELTA).u32(id).u64(throughLsn);
            case Edit.EvolveTable(int id, ObjectName name, TableSchema schema) -> {
                out.u8(EVOLVE_TABLE).u32(id).text(name.schema()).text(name.name());
                SchemaCodec.write(out, schema);
                LayoutCodec.write(out, schema.layout());
                RulesCodec.write(out, schema);
            }
            case Edit.PutView(int id, ObjectName name, ViewDefinition view) -> {
                out.u8(PUT_VIEW).u32(id).text(name.schema()).text(name.name());
                ViewCodec.write(out, view);
            }
            case Edit.DropView(int id) -> out.u8(DROP_VIEW).u32(id);
            case Edit.PutSchema(String name, String description) ->
                out.u8(PUT_SCHEMA).u32(0).text(name).text(description);
            case Edit.DropSchema(String name) -> out.u8(DROP_SCHEMA).u32(0).text(name);
        }
    }

    /// Chooses the least kind that says all of the table, so that a log without news can be read by
    /// those who do not know them.
    private static void createTable(FieldWriter out, Edit.CreateTable create) {
        TableSchema schema = create.schema();
        boolean plain = schema.layout().equals(TableLayout.DEFAULT);
        boolean rules = RulesCodec.isNeeded(schema);
        int layoutKind = schema.layout().bloom().isEmpty() ? CREATE_TABLE_WITH_LAYOUT : CREATE_TABLE_WITH_BLOOM;
        out.u8(rules ? CREATE_TABLE_WITH_RULES : plain ? CREATE_TABLE : layoutKind);
        out.u32(create.tableId()).text(create.schemaName()).text(create.name());
        SchemaCodec.write(out, schema);
        if (!plain || rules) {
            LayoutCodec.write(out, schema.layout());
        }
        if (rules) {
            RulesCodec.write(out, schema);
        }
    }

    public static List<Edit> read(FieldReader in) {
        List<Edit> edits = new ArrayList<>();
        for (int left = in.count(LEAST_EDIT_BYTES); left > 0; left--) {
            edits.add(readEdit(in));
        }
        return List.copyOf(edits);
    }

    private static Edit readEdit(FieldReader in) {
        int kind = in.u8();
        int id = in.u32();
        return switch (kind) {
            case CREATE_TABLE -> new Edit.CreateTable(id, in.text(), in.text(), SchemaCodec.read(in));
            case ALTER_TABLE -> new Edit.AlterTable(id, in.text(), SchemaCodec.read(in));
            case DROP_TABLE -> new Edit.DropTable(id);
            case ADD_SEGMENT -> new Edit.AddSegment(id, SegmentCodec.read(in));
            case ADD_SEGMENT_OF_BEFORE -> new Edit.AddSegment(id, SegmentCodec.readEarlier(in));
            case DROP_SEGMENT -> new Edit.DropSegment(id, in.text());
            case CREATE_INDEX, CREATE_UNIQUE_INDEX, CREATE_PRIMARY_KEY -> createIndex(id, IndexCodec.read(in));
            case ADD_RUN -> new Edit.AddRun(id, in.text(), in.text(), SegmentCodec.read(in));
            case DROP_INDEX -> new Edit.DropIndex(id, in.text());
            case DELETES -> new Edit.Deletes(id, in.text(), DeletedRowsCodec.read(in));
            case DELTA_DELETES -> new Edit.DeltaDeletes(id, DeletedRowsCodec.read(in));
            case COUNT_GROUP -> countGroup(id, GroupCodec.read(in));
            case ROWS -> new Edit.Rows(id, readRows(in));
            case CLEAR_DELTA -> new Edit.ClearDelta(id, in.u64());
            case CREATE_TABLE_WITH_LAYOUT, CREATE_TABLE_WITH_BLOOM ->
                new Edit.CreateTable(id, in.text(), in.text(), LayoutCodec.read(in, SchemaCodec.read(in)));
            case CREATE_TABLE_WITH_RULES -> new Edit.CreateTable(id, in.text(), in.text(), readSchema(in));
            case EVOLVE_TABLE -> new Edit.EvolveTable(id, readName(in), readSchema(in));
            case PUT_VIEW -> new Edit.PutView(id, readName(in), ViewCodec.read(in));
            case DROP_VIEW -> new Edit.DropView(id);
            case PUT_SCHEMA -> new Edit.PutSchema(in.text(), in.text());
            case DROP_SCHEMA -> new Edit.DropSchema(in.text());
            default -> throw in.wrong("an edit of kind " + kind, "1 to 15, 20, 30 to 34, 40, 41 or 50");
        };
    }

    private static Edit createIndex(int tableId, IndexCodec.Definition index) {
        return new Edit.CreateIndex(
                tableId, index.name(), index.method(), index.columnIds(), index.unique(), index.primary());
    }

    private static Edit countGroup(int tableId, GroupCodec.Counted group) {
        return new Edit.CountGroup(tableId, group.columnIds(), group.combinations(), group.rows());
    }

    private static TableSchema readSchema(FieldReader in) {
        return RulesCodec.read(in, LayoutCodec.read(in, SchemaCodec.read(in)));
    }

    private static ObjectName readName(FieldReader in) {
        String schema = in.text();
        String name = in.text();
        if (schema.isEmpty() || name.isEmpty()) {
            throw in.wrong("the name '" + schema + "." + name + "'", "a schema and a name");
        }
        return new ObjectName(schema, name);
    }

    private static EncodedRows readRows(FieldReader in) {
        int rowCount = in.u32();
        if (rowCount < 0) {
            throw in.wrong(Integer.toUnsignedString(rowCount) + " rows", "fewer");
        }
        return new EncodedRows(rowCount, in.bytes());
    }
}
