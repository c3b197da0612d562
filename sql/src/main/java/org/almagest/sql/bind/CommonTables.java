package org.almagest.sql.bind;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.ast.CommonTable;

/// What a query sees of the queries around it: common tables (WITH), its own and theirs, and, if it
/// is a subquery, their columns. A common table is bound anew wherever it is named, so that its
/// columns get numbers of their own. Immutable.
final class CommonTables {
    static final CommonTables NONE = new CommonTables(Map.of(), Optional.empty());

    /// A common table and what it saw itself. A `recursive` one names itself; while it is bound, its
    /// name means the rows of its last step, which are `working`.
    record Entry(CommonTable table, CommonTables seen, boolean recursive, Optional<WorkingRows> working) {}

    /// The rows of a recursion's last step: their columns, and the recursion's number.
    record WorkingRows(int id, List<BoundColumn> columns) {}

    private final Map<String, Entry> entries;
    private final Optional<Scope> outer;

    private CommonTables(Map<String, Entry> entries, Optional<Scope> outer) {
        this.entries = Map.copyOf(entries);
        this.outer = outer;
    }

    /// Answers what a subquery sees that stands where a scope's columns are known.
    CommonTables within(Scope scope) {
        return new CommonTables(entries, Optional.of(scope));
    }

    /// Answers the columns of the query around, for a subquery.
    Optional<Scope> outer() {
        return outer;
    }

    /// Adds the tables of a WITH in order: each sees those before it, and itself if it is recursive.
    CommonTables with(List<CommonTable> tables, boolean recursive) {
        CommonTables result = this;
        Set<String> names = new HashSet<>();
        for (CommonTable table : tables) {
            if (!names.add(table.name().name())) {
                throw AlmagestException.of(
                                SqlState.DUPLICATE_ALIAS,
                                "WITH names " + table.name().name() + " twice")
                        .at(table.name().span().start());
            }
            boolean namesItself = recursive && RecursionCheck.namesItself(table);
            result = result.with(new Entry(table, result, namesItself, Optional.empty()));
        }
        return result;
    }

    /// Adds the rows of a recursion's last step under the recursive table's name.
    CommonTables with(CommonTable table, WorkingRows working) {
        return with(new Entry(table, this, false, Optional.of(working)));
    }

    private CommonTables with(Entry entry) {
        Map<String, Entry> all = new HashMap<>(entries);
        all.put(entry.table().name().name(), entry);
        return new CommonTables(all, outer);
    }

    Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    List<String> names() {
        return List.copyOf(entries.keySet());
    }
}
