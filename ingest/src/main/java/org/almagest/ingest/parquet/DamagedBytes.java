package org.almagest.ingest.parquet;

/// Bytes that are not what the format says, where nobody knows yet of which file and column they
/// are: the reader of the file adds that.
final class DamagedBytes extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DamagedBytes(String found) {
        super(found);
    }
}
