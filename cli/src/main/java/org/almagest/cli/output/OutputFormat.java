package org.almagest.cli.output;

/// How rows are written.
public enum OutputFormat {
    /// Columns under each other, for people.
    TABLE,
    /// Comma-separated values with a header line (RFC 4180, lines end with LF).
    CSV,
    /// An array of objects, one per line.
    JSON
}
