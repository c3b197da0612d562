package org.almagest.sql.ast;

import java.util.List;

/// The order of a table's rows on disk.
public sealed interface ClusterBy extends Node {
    record Columns(List<Identifier> columns, Span span) implements ClusterBy {
        public Columns {
            columns = List.copyOf(columns);
        }
    }

    /// `CLUSTER BY SKY(ra, dec)`: along the HEALPix curve.
    record Sky(Identifier ra, Identifier dec, Span span) implements ClusterBy {}
}
