package org.almagest.cli.load;

import java.util.List;
import java.util.Optional;

/// What became of one table of a load: rows and columns that went in, the bytes read for them, and
/// how long that took; perhaps what would serve such a table better.
public record LoadOutcome(
        String table,
        List<String> files,
        long rows,
        int columns,
        long sourceBytes,
        double seconds,
        Optional<String> hint) {
    public LoadOutcome {
        files = List.copyOf(files);
    }
}
