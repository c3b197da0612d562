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

/// The common tables (WITH) that a query sees: its own, then those around it. Each is bound anew
/// wherever it is named, so that its columns get numbers of their own. Immutable.
final class CommonTables {
    static final CommonTables NONE = new CommonTables(Map.of());

    /// A common table and what it saw itself.
    record Entry(CommonTable table, CommonTables seen) {}

    private final Map<String, Entry> entries;

    private CommonTables(Map<String, Entry> entries) {
        this.entries = Map.copyOf(entries);
    }

    /// Adds the tables of a WITH in order: each sees those before it.
    CommonTables with(List<CommonTable> tables) {
        CommonTables result = this;
        Set<String> names = new HashSet<>();
        for (CommonTable table : tables) {
            if (!names.add(table.name().name())) {
                throw AlmagestException.of(
                                SqlState.DUPLICATE_ALIAS,
                                "WITH names " + table.name().name() + " twice")
                        .at(table.name().span().start());
            }
            Map<String, Entry> all = new HashMap<>(result.entries);
            all.put(table.name().name(), new Entry(table, result));
            result = new CommonTables(all);
        }
        return result;
    }

    Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    List<String> names() {
        return List.copyOf(entries.keySet());
    }
}
