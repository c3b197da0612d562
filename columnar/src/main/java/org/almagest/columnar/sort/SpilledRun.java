package org.almagest.columnar.sort;

/// A sorted run in a file.
record SpilledRun(String path, long rows, long bytes) {}
