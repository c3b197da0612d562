package org.almagest.columnar.schema;

import java.util.HashSet;
import java.util.List;

/// The order in which a table's rows lie on disk. Columns go by their stable ids.
///
/// Rows that come in one load are in that order; those of several loads lie one behind the other.
/// So a clustered table is not a sorted one, and nothing may search it by halves.
public sealed interface Clustering {
    /// As the rows came.
    record FileOrder() implements Clustering {}

    /// Ascending by columns, the first one first; NULL comes last.
    record ByColumns(List<Integer> columnIds) implements Clustering {
        public ByColumns {
            columnIds = List.copyOf(columnIds);
            if (columnIds.isEmpty() || new HashSet<>(columnIds).size() < columnIds.size()) {
                throw new IllegalArgumentException("a clustering needs columns, each once: " + columnIds);
            }
        }
    }

    /// Along the HEALPix curve: by the NESTED cell of order 29 of a position in degrees; what is no
    /// position comes last.
    record BySky(int raId, int decId) implements Clustering {
        public BySky {
            if (raId == decId) {
                throw new IllegalArgumentException("a position needs two columns: " + raId);
            }
        }
    }

    /// Answers the ids of the columns that it names, in order.
    default List<Integer> columns() {
        return switch (this) {
            case FileOrder inOrder -> List.of();
            case ByColumns by -> by.columnIds();
            case BySky(int raId, int decId) -> List.of(raId, decId);
        };
    }
}
