package org.almagest.ingest.csv;

import java.util.function.Consumer;

/// A value or row that was not taken as it stands. `line` counts from 1 in the (unpacked) file and
/// is the line on which the row starts; `column` is empty when the whole row is meant.
public record CsvReject(String file, long line, String column, String value, String reason) {
    /// Ignores rejects.
    public static final Consumer<CsvReject> IGNORED = reject -> {};
}
