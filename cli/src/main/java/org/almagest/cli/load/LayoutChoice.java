package org.almagest.cli.load;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.scan.TableSink;
import org.almagest.columnar.schema.BloomColumns;
import org.almagest.columnar.schema.ClusterColumns;
import org.almagest.columnar.schema.Clustering;
import org.almagest.columnar.schema.Compression;
import org.almagest.columnar.schema.PositionColumns;
import org.almagest.columnar.schema.TableLayout;
import org.almagest.columnar.schema.TableSchema;

/// How the tables of a load shall lie on disk, as the options `--cluster-by`, `--compression` and
/// `--bloom` say it: `none`, `sky`, `sky(RA, DEC)` or names of columns; `default` or `archive`; names
/// of columns.
public record LayoutChoice(Optional<String> clusterBy, Optional<String> compression, Optional<String> bloom) {
    /// Rows as they come, for size and speed alike.
    public static final LayoutChoice DEFAULT = new LayoutChoice(Optional.empty(), Optional.empty(), Optional.empty());

    private static final Pattern SKY = Pattern.compile("sky\\s*\\(([^,]+),([^,]+)\\)", Pattern.CASE_INSENSITIVE);

    /// Answers whether nothing was said.
    public boolean isEmpty() {
        return clusterBy.isEmpty() && compression.isEmpty() && bloom.isEmpty();
    }

    /// Answers a schema with the layout; fails where the columns are not there or do not serve.
    TableSchema applied(TableSchema schema) {
        TableLayout layout = new TableLayout(clustering(schema), compressionOf());
        return schema.withLayout(
                bloom.isPresent() ? layout.withBloom(BloomColumns.named(schema, bloom.get())) : layout);
    }

    private Compression compressionOf() {
        String name = compression.orElse("default");
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "default" -> Compression.DEFAULT;
            case "archive" -> Compression.ARCHIVE;
            default ->
                throw AlmagestException.of(SqlState.INVALID_PARAMETER, "there is no compression " + name)
                        .hint("there are default and archive");
        };
    }

    private Clustering clustering(TableSchema schema) {
        String order = clusterBy.orElse("none").strip();
        Matcher named = SKY.matcher(order);
        if (named.matches()) {
            return ClusterColumns.sky(
                    schema, named.group(1).strip(), named.group(2).strip());
        }
        boolean isColumn = schema.position(order).isPresent();
        if (order.equalsIgnoreCase("sky") && !isColumn) {
            return ClusterColumns.sky(schema);
        }
        if (order.equalsIgnoreCase("none") && !isColumn) {
            return new Clustering.FileOrder();
        }
        List<String> names = Arrays.stream(order.split(",")).map(String::strip).toList();
        return ClusterColumns.named(schema, names);
    }

    /// Answers what a user may want to know of a table in file order that holds positions, if it has
    /// more rows than a row group.
    Optional<String> hint(TableSchema schema, long rows) {
        boolean silent = clusterBy.isPresent()
                || rows <= TableSink.ROW_GROUP_ROWS
                || !(schema.layout().clustering() instanceof Clustering.FileOrder);
        return silent
                ? Optional.empty()
                : PositionColumns.of(schema)
                        .map(found -> schema.column(found.ra()).name() + " and "
                                + schema.column(found.dec()).name()
                                + " are positions: --cluster-by sky makes searches around a place faster");
    }
}
