package org.almagest.cli.output;

/// How rows are written.
public enum OutputFormat {
    /// Columns under each other, for people.
    TABLE,
    /// Comma-separated values with a header line (RFC 4180, lines end with LF).
    CSV,
    /// The same with tabs between fields.
    TSV,
    /// An array of objects, one per line.
    JSON,
    /// An object per line, without the array around them.
    JSONLINES,
    /// A table of Markdown.
    MARKDOWN,
    /// A line per value, for rows that are wider than the screen.
    VERTICAL
}
