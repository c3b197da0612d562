package org.almagest.ingest;

/// What a source file holds.
public enum SourceKind {
    FITS,
    CSV,
    PARQUET
}
