package org.almagest.columnar.schema;

/// How a table lies on disk: the order of its rows, and what its segments are written for.
public record TableLayout(Clustering clustering, Compression compression) {
    /// Rows as they came, for size and speed alike.
    public static final TableLayout DEFAULT = new TableLayout(new Clustering.FileOrder(), Compression.DEFAULT);

    public TableLayout with(Clustering other) {
        return new TableLayout(other, compression);
    }

    public TableLayout with(Compression other) {
        return new TableLayout(clustering, other);
    }

    /// Answers the layout as SQL has it after the columns of CREATE TABLE; empty for the default.
    public String text(TableSchema schema) {
        String order = switch (clustering) {
            case Clustering.FileOrder inOrder -> "";
            case Clustering.ByColumns by -> "CLUSTER BY (" + names(schema) + ")";
            case Clustering.BySky by -> "CLUSTER BY SKY(" + names(schema) + ")";
        };
        String archive = compression == Compression.ARCHIVE ? "COMPRESSION 'archive'" : "";
        return (order + " " + archive).strip();
    }

    private String names(TableSchema schema) {
        return String.join(
                ", ",
                clustering.columns().stream()
                        .map(id -> schema.withId(id).orElseThrow().name())
                        .toList());
    }
}
