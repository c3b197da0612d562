package org.almagest.columnar.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// How a table lies on disk: the order of its rows, what its segments are written for, and the ids of
/// the columns whose pages have Bloom filters, ascending.
public record TableLayout(Clustering clustering, Compression compression, List<Integer> bloom) {
    /// Rows as they came, for size and speed alike.
    public static final TableLayout DEFAULT = new TableLayout(new Clustering.FileOrder(), Compression.DEFAULT);

    public TableLayout {
        bloom = bloom.stream().sorted().toList();
        if (new HashSet<>(bloom).size() < bloom.size()) {
            throw new IllegalArgumentException("columns with Bloom filters must be named once: " + bloom);
        }
    }

    /// Makes a layout without Bloom filters.
    public TableLayout(Clustering clustering, Compression compression) {
        this(clustering, compression, List.of());
    }

    public TableLayout with(Clustering other) {
        return new TableLayout(other, compression, bloom);
    }

    public TableLayout with(Compression other) {
        return new TableLayout(clustering, other, bloom);
    }

    /// Answers the same layout with Bloom filters of other columns.
    public TableLayout withBloom(List<Integer> columnIds) {
        return new TableLayout(clustering, compression, columnIds);
    }

    /// Answers the layout as SQL has it after the columns of CREATE TABLE; empty for the default.
    public String text(TableSchema schema) {
        List<String> parts = new ArrayList<>();
        String names = names(schema, clustering.columns());
        switch (clustering) {
            case Clustering.FileOrder inOrder -> {}
            case Clustering.ByColumns by -> parts.add("CLUSTER BY (" + names + ")");
            case Clustering.BySky by -> parts.add("CLUSTER BY SKY(" + names + ")");
        }
        if (compression == Compression.ARCHIVE) {
            parts.add("COMPRESSION 'archive'");
        }
        if (!bloom.isEmpty()) {
            parts.add("WITH (bloom '" + names(schema, bloom) + "')");
        }
        return String.join(" ", parts);
    }

    private static String names(TableSchema schema, List<Integer> ids) {
        return String.join(
                ", ",
                ids.stream().map(id -> schema.withId(id).orElseThrow().name()).toList());
    }
}
