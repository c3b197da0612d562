package org.almagest.rowstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.rowstore.codec.RulesCodec;
import org.almagest.rowstore.delta.DeltaRewrite;
import org.almagest.rowstore.delta.EncodedRows;
import org.almagest.rowstore.log.Edit;
import org.almagest.rowstore.manifest.CatalogVersion;
import org.almagest.rowstore.manifest.ColumnGroup;
import org.almagest.rowstore.manifest.StoredSegment;
import org.almagest.rowstore.manifest.StoredView;
import org.almagest.rowstore.manifest.TableVersion;

/// The difference between what a transaction started from and what it has made of it, as edits of
/// the newest version: first committer wins.
///
/// ```text
/// rows appended     to a table that others appended to as well: both are there
/// rows appended     to a table that another changed or dropped: 40001
/// rows appended     to a table with unique keys that others appended to as well: 40001 (`IndexEdits`)
/// rows deleted      that another deleted, or moved to another place: 40001 (`DeleteEdits`)
/// table changed     that another changed, dropped, appended to or deleted from: 40001
/// table, view gone  that another dropped or changed: 40001
/// a name            that another took meanwhile: 42P07
/// ```
final class TransactionCommit {
    /// Inserted rows of one table go into edits of about this size.
    private static final int EDIT_BYTES = 16 << 20;

    private final CatalogVersion base;
    private final TransactionState state;
    private final CatalogVersion newest;
    private final List<Edit> edits = new ArrayList<>();
    private final IndexEdits indexes;

    private TransactionCommit(CatalogVersion base, TransactionState state, CatalogVersion newest) {
        this.base = base;
        this.state = state;
        this.newest = newest;
        indexes = new IndexEdits(newest, edits);
    }

    /// Answers the edits that bring `newest` to where the transaction wants it; fails where others
    /// were faster.
    static List<Edit> edits(CatalogVersion base, TransactionState state, CatalogVersion newest) {
        TransactionCommit commit = new TransactionCommit(base, state, newest);
        commit.newSchemas();
        commit.drops();
        state.catalog().tables().forEach(commit::table);
        state.catalog().views().forEach(commit::view);
        commit.checkNames();
        commit.indexes.requireNamesApart();
        commit.goneSchemas();
        return commit.edits;
    }

    private void newSchemas() {
        state.catalog().schemas().forEach((name, description) -> {
            if (!description.equals(base.schemas().get(name))) {
                if (!base.schemas().containsKey(name) && newest.schemas().containsKey(name)) {
                    throw conflict("schema " + name + " was made");
                }
                edits.add(new Edit.PutSchema(name, description));
            }
        });
    }

    private void goneSchemas() {
        for (String name : base.schemas().keySet()) {
            if (!state.catalog().schemas().containsKey(name)) {
                if (!newest.schemas().containsKey(name)) {
                    throw conflict("schema " + name + " was dropped");
                }
                edits.add(new Edit.DropSchema(name));
            }
        }
    }

    private void drops() {
        for (TableVersion table : base.tables()) {
            Optional<TableVersion> mine = state.catalog().table(table.id());
            if (mine.isEmpty()) {
                requireAsBefore(table);
                edits.add(new Edit.DropTable(table.id()));
            } else if (!mine.get().indexes().equals(table.indexes())) {
                indexes.drops(table, mine.get(), requireAsBefore(table));
            }
        }
        for (StoredView view : base.views()) {
            if (state.catalog().view(view.id()).isEmpty()) {
                requireAsBefore(view);
                edits.add(new Edit.DropView(view.id()));
            }
        }
    }

    private TableVersion requireAsBefore(TableVersion table) {
        TableVersion now = newest.table(table.id())
                .orElseThrow(() -> conflict("table " + table.objectName() + " was dropped or replaced"));
        if (!now.schema().equals(table.schema()) || !now.objectName().equals(table.objectName())) {
            throw conflict("table " + table.objectName() + " was altered");
        }
        return now;
    }

    private void requireAsBefore(StoredView view) {
        if (!newest.view(view.id()).filter(view::equals).isPresent()) {
            throw conflict("view " + view.name() + " was dropped or replaced");
        }
    }

    private void table(TableVersion mine) {
        List<EncodedRows> inserted = state.insertedInto(mine.id()).all();
        int ownFrom = 0;
        boolean rewritten = false;
        if (base.table(mine.id()).isEmpty()) {
            edits.add(new Edit.CreateTable(mine.id(), mine.schemaName(), mine.name(), mine.schema()));
        } else {
            TableVersion before = base.table(mine.id()).get();
            ownFrom = before.segments().size();
            if (mine == before && inserted.isEmpty()) {
                return;
            }
            TableVersion now = requireAsBefore(before);
            boolean appends = mine.segments().size() > ownFrom || !inserted.isEmpty();
            IndexEdits.requireUnique(before, mine, now, base.lsn(), appends);
            if (!mine.schema().equals(before.schema()) || !mine.objectName().equals(before.objectName())) {
                rewritten = alter(before, now, mine);
            }
        }
        for (StoredSegment segment :
                mine.segments().subList(ownFrom, mine.segments().size())) {
            edits.add(new Edit.AddSegment(mine.id(), segment.description()));
        }
        indexes.additions(base.table(mine.id()), mine);
        groups(mine);
        rows(mine.id(), inserted);
        DeleteEdits.add(edits, base.table(mine.id()), newest.table(mine.id()), mine, rewritten);
    }

    private void groups(TableVersion mine) {
        List<ColumnGroup> before =
                base.table(mine.id()).map(TableVersion::groups).orElse(List.of());
        for (ColumnGroup group : mine.groups()) {
            if (!before.contains(group)) {
                edits.add(new Edit.CountGroup(mine.id(), group.columnIds(), group.combinations(), group.rows()));
            }
        }
    }

    /// Answers whether the rows of the delta are brought anew, in another form.
    private boolean alter(TableVersion before, TableVersion now, TableVersion mine) {
        if (now.deletedLsn() > base.lsn()) {
            throw conflict("rows of table " + before.objectName() + " were deleted or updated");
        }
        if (now.rowCount() != before.rowCount()) {
            throw conflict("rows were added to table " + before.objectName());
        }
        if (saysTheSame(before, mine)) {
            edits.add(new Edit.AlterTable(mine.id(), mine.name(), mine.schema()));
            return false;
        }
        boolean again = !now.delta().isEmpty() && !now.hasColumnsOf(mine.schema());
        if (again) {
            edits.add(new Edit.ClearDelta(mine.id(), newest.lsn()));
        }
        edits.add(new Edit.EvolveTable(mine.id(), mine.objectName(), mine.schema()));
        if (again) {
            DeltaRewrite rewrite = new DeltaRewrite(before.schema(), mine.schema());
            List<EncodedRows> rows = new ArrayList<>();
            now.delta().forEachCommit((_, chunk) -> rows.add(rewrite.rewrite(chunk)));
            rows(mine.id(), rows);
        }
        return again;
    }

    /// Answers whether the two differ in nothing but names and words.
    private static boolean saysTheSame(TableVersion before, TableVersion mine) {
        boolean same = before.schemaName().equals(mine.schemaName())
                && before.hasColumnsOf(mine.schema())
                && before.schema().layout().equals(mine.schema().layout())
                && !RulesCodec.isNeeded(before.schema())
                && !RulesCodec.isNeeded(mine.schema());
        for (int c = 0; same && c < mine.schema().columnCount(); c++) {
            same = before.schema().column(c).nullable()
                    == mine.schema().column(c).nullable();
        }
        return same;
    }

    private void rows(int tableId, List<EncodedRows> rows) {
        List<EncodedRows> together = new ArrayList<>();
        int bytes = 0;
        for (EncodedRows each : rows) {
            if (bytes > 0 && bytes + each.bytes().length > EDIT_BYTES) {
                edits.add(new Edit.Rows(tableId, EncodedRows.concat(together)));
                together.clear();
                bytes = 0;
            }
            together.add(each);
            bytes += each.bytes().length;
        }
        if (!together.isEmpty()) {
            edits.add(new Edit.Rows(tableId, EncodedRows.concat(together)));
        }
    }

    private void view(StoredView mine) {
        if (base.view(mine.id()).filter(mine::equals).isPresent()) {
            return;
        }
        base.view(mine.id()).ifPresent(this::requireAsBefore);
        edits.add(new Edit.PutView(mine.id(), mine.name(), mine.definition()));
    }

    /// Checks the names as they will be: nobody has taken one meanwhile, and every schema is there.
    private void checkNames() {
        Map<Integer, ObjectName> names = new HashMap<>();
        newest.tables().forEach(table -> names.put(table.id(), table.objectName()));
        newest.views().forEach(view -> names.put(view.id(), view.name()));
        Set<Integer> mine = new HashSet<>();
        for (Edit edit : edits) {
            switch (edit) {
                case Edit.DropTable(int id) -> names.remove(id);
                case Edit.DropView(int id) -> names.remove(id);
                case Edit.CreateTable create -> mine.add(create.tableId());
                case Edit.AlterTable alter -> mine.add(alter.tableId());
                case Edit.EvolveTable evolve -> mine.add(evolve.tableId());
                case Edit.PutView(int id, ObjectName name, var _) -> {
                    mine.add(id);
                    names.put(id, name);
                }
                case Edit.OfTable _, Edit.PutSchema _, Edit.DropSchema _ -> {}
            }
        }
        mine.forEach(id -> state.catalog().table(id).ifPresent(table -> names.put(id, table.objectName())));
        Set<ObjectName> taken = new HashSet<>();
        names.forEach((id, name) -> {
            if (!taken.add(name)) {
                throw AlmagestException.of(
                                SqlState.DUPLICATE_TABLE, name + " exists already: another transaction made it")
                        .hint("choose another name, or drop it first");
            }
            boolean schemaStays = state.catalog().schemas().containsKey(name.schema())
                    || newest.schemas().containsKey(name.schema())
                            && !base.schemas().containsKey(name.schema());
            boolean schemaIsThere = newest.schemas().containsKey(name.schema())
                    || !base.schemas().containsKey(name.schema());
            if (!schemaStays || !schemaIsThere) {
                throw conflict("schema " + name.schema() + " was dropped, or " + name + " was made in it");
            }
        });
    }

    static AlmagestException conflict(String what) {
        return AlmagestException.of(
                        SqlState.SERIALIZATION_FAILURE,
                        "the transaction cannot be committed: " + what + " by another transaction meanwhile")
                .hint("run the transaction again");
    }
}
