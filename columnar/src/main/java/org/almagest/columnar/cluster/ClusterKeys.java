package org.almagest.columnar.cluster;

import java.util.List;
import java.util.function.Supplier;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.TableSchema;
import org.almagest.columnar.sort.ColumnKeys;
import org.almagest.columnar.sort.KeyEncoder;
import org.almagest.columnar.sort.SortColumn;

/// Chooses the keys by which rows are brought into a table's order.
final class ClusterKeys {
    private ClusterKeys() {}

    /// Answers what makes an encoder for each thread.
    static Supplier<KeyEncoder> of(TableSchema schema) {
        return switch (schema.layout().clustering()) {
            case Clustering.FileOrder none ->
                throw new IllegalArgumentException("rows in file order have no keys: " + none);
            case Clustering.ByColumns(List<Integer> ids) -> {
                List<SortColumn> columns = ids.stream()
                        .map(schema::positionOfId)
                        .map(position -> SortColumn.ascending(
                                position, schema.column(position).type()))
                        .toList();
                yield () -> new ColumnKeys(columns);
            }
            case Clustering.BySky(int raId, int decId) -> {
                int ra = schema.positionOfId(raId);
                int dec = schema.positionOfId(decId);
                yield () -> new SkyKeys(ra, dec);
            }
        };
    }
}
