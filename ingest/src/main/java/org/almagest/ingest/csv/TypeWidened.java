package org.almagest.ingest.csv;

import java.util.Optional;

/// The cause of the failure that a scan ends with when a value refutes a type that was inferred
/// from other rows: `table()` is the same file with types that take every value. A load that gets
/// it starts again with that table (nothing was committed); so may a query that has delivered
/// nothing.
public final class TypeWidened extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient CsvTable table;

    TypeWidened(CsvTable table, String column) {
        super("the inferred type of column " + column + " does not take every value");
        this.table = table;
    }

    /// Answers the cause if this is why a scan failed.
    public static Optional<TypeWidened> of(Throwable failure) {
        return failure.getCause() instanceof TypeWidened widened ? Optional.of(widened) : Optional.empty();
    }

    /// Reads all of the file to find types that take every value.
    public CsvTable table() {
        return table.widened();
    }
}
