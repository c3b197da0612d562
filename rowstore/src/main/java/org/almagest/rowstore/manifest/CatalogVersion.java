package org.almagest.rowstore.manifest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.almagest.columnar.memory.MemoryBudget;
import org.almagest.columnar.schema.ObjectName;
import org.almagest.rowstore.log.Edit;

/// All tables, views and SQL schemas as of one commit. Immutable; `apply` makes the next version.
public final class CatalogVersion {
    /// The SQL schema that is always there.
    public static final String MAIN = ObjectName.MAIN;

    private final long lsn;
    private final int nextTableId;
    private final TreeMap<Integer, TableVersion> tables;
    private final TreeMap<Integer, StoredView> views;
    private final TreeMap<String, String> schemas;

    CatalogVersion(
            long lsn,
            int nextTableId,
            TreeMap<Integer, TableVersion> tables,
            TreeMap<Integer, StoredView> views,
            TreeMap<String, String> schemas) {
        this.lsn = lsn;
        this.nextTableId = nextTableId;
        this.tables = tables;
        this.views = views;
        this.schemas = schemas;
        schemas.putIfAbsent(MAIN, "");
    }

    /// Makes a version of tables alone.
    public static CatalogVersion of(long lsn, int nextTableId, Collection<TableVersion> tables) {
        return of(lsn, nextTableId, tables, List.of(), Map.of());
    }

    /// Makes a version as a manifest has it.
    ///
    /// @param schemas descriptions of the SQL schemas by name; `main` is there in any case
    public static CatalogVersion of(
            long lsn,
            int nextTableId,
            Collection<TableVersion> tables,
            Collection<StoredView> views,
            Map<String, String> schemas) {
        TreeMap<Integer, TableVersion> byId = new TreeMap<>();
        tables.forEach(table -> byId.put(table.id(), table));
        TreeMap<Integer, StoredView> viewsById = new TreeMap<>();
        views.forEach(view -> viewsById.put(view.id(), view));
        return new CatalogVersion(lsn, nextTableId, byId, viewsById, new TreeMap<>(schemas));
    }

    /// Answers the LSN of the last commit in it; 0 for a new database.
    public long lsn() {
        return lsn;
    }

    /// Answers the least id that no table or view has had.
    public int nextTableId() {
        return nextTableId;
    }

    /// Answers the tables in ascending order of id.
    public Collection<TableVersion> tables() {
        return Collections.unmodifiableCollection(tables.values());
    }

    /// Answers the views in ascending order of id.
    public Collection<StoredView> views() {
        return Collections.unmodifiableCollection(views.values());
    }

    /// Answers the descriptions of the SQL schemas by name.
    public Map<String, String> schemas() {
        return Collections.unmodifiableMap(schemas);
    }

    public Optional<TableVersion> table(int id) {
        return Optional.ofNullable(tables.get(id));
    }

    public Optional<StoredView> view(int id) {
        return Optional.ofNullable(views.get(id));
    }

    /// Finds a table of the schema `main`.
    public Optional<TableVersion> table(String name) {
        return table(ObjectName.inMain(name));
    }

    /// Finds a table: by exact spelling first, else by the only one that differs in case alone.
    public Optional<TableVersion> table(ObjectName name) {
        return find(tables.values(), TableVersion::objectName, name);
    }

    /// Finds a view, as a table.
    public Optional<StoredView> view(ObjectName name) {
        return find(views.values(), StoredView::name, name);
    }

    private static <T> Optional<T> find(Collection<T> all, Function<T, ObjectName> nameOf, ObjectName name) {
        List<T> alike = new ArrayList<>();
        for (T each : all) {
            ObjectName found = nameOf.apply(each);
            if (found.equals(name)) {
                return Optional.of(each);
            }
            if (found.isLike(name)) {
                alike.add(each);
            }
        }
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    /// Answers whether a table of the schema `main` has exactly this name.
    public boolean hasName(String name) {
        return hasName(ObjectName.inMain(name));
    }

    /// Answers whether a table or view has exactly this name.
    public boolean hasName(ObjectName name) {
        return tables.values().stream().anyMatch(table -> table.objectName().equals(name))
                || views.values().stream().anyMatch(view -> view.name().equals(name));
    }

    /// Answers this version with a table in another state, or with another table.
    public CatalogVersion with(TableVersion table) {
        TreeMap<Integer, TableVersion> changed = new TreeMap<>(tables);
        changed.put(table.id(), table);
        return new CatalogVersion(lsn, Math.max(nextTableId, table.id() + 1), changed, views, schemas);
    }

    public CatalogVersion withoutTable(int id) {
        TreeMap<Integer, TableVersion> fewer = new TreeMap<>(tables);
        fewer.remove(id);
        return new CatalogVersion(lsn, nextTableId, fewer, views, schemas);
    }

    /// Answers this version with a view, new or in place of the one of its id.
    public CatalogVersion with(StoredView view) {
        TreeMap<Integer, StoredView> changed = new TreeMap<>(views);
        changed.put(view.id(), view);
        return new CatalogVersion(lsn, Math.max(nextTableId, view.id() + 1), tables, changed, schemas);
    }

    public CatalogVersion withoutView(int id) {
        TreeMap<Integer, StoredView> fewer = new TreeMap<>(views);
        fewer.remove(id);
        return new CatalogVersion(lsn, nextTableId, tables, fewer, schemas);
    }

    /// Answers this version with an SQL schema, new or with other words about it.
    public CatalogVersion withSchema(String name, String description) {
        TreeMap<String, String> changed = new TreeMap<>(schemas);
        changed.put(name, description);
        return new CatalogVersion(lsn, nextTableId, tables, views, changed);
    }

    public CatalogVersion withoutSchema(String name) {
        TreeMap<String, String> fewer = new TreeMap<>(schemas);
        fewer.remove(name);
        return new CatalogVersion(lsn, nextTableId, tables, views, fewer);
    }

    /// Makes the version after a commit. The rows of `Rows` edits are copied into the deltas'
    /// memory, which `budget` pays; what the commit makes superfluous is added to `retired`.
    ///
    /// Fails with an `IllegalArgumentException` for edits that do not fit this version: whoever
    /// commits has checked them, so in a log they mean damage.
    public CatalogVersion apply(long commitLsn, List<Edit> edits, MemoryBudget budget, List<Retired> retired) {
        return new CatalogChange(commitLsn, budget, retired).apply(this, edits);
    }
}
