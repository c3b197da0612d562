package org.almagest.columnar.spill;

/// A temporary file that is complete: its number is part of its checksums.
public record SpilledFile(String path, long number, long bytes) {}
