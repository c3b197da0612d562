package org.almagest.rowstore;

import java.util.List;
import java.util.Map;
import org.almagest.columnar.scan.IndexMethod;
import org.almagest.rowstore.manifest.TableIndex;

/// An index that a table shall have.
///
/// @param columnIds the ids of its columns
/// @param unique whether no two rows may have the same keys
/// @param primary whether these are the primary key
public record NewIndex(String name, IndexMethod method, List<Integer> columnIds, boolean unique, boolean primary) {
    public NewIndex {
        columnIds = List.copyOf(columnIds);
    }

    /// Answers it without a run.
    TableIndex withoutRuns() {
        return new TableIndex(name, method, columnIds, unique, primary, Map.of());
    }
}
