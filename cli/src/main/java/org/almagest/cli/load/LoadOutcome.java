package org.almagest.cli.load;

import java.util.List;

/// What became of one table of a load: rows and columns that went in, the bytes read for them, and
/// how long that took.
public record LoadOutcome(String table, List<String> files, long rows, int columns, long sourceBytes, double seconds) {
    public LoadOutcome {
        files = List.copyOf(files);
    }
}
