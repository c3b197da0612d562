package org.almagest.exec.metrics;

import org.almagest.columnar.scan.ScanMetrics;

/// What one operator of a plan did: rows and batches that it gave, nanoseconds of all threads in it
/// (not in its inputs), the most bytes that it had reserved at once, the bytes that it wrote to
/// temporary files, and what its scan read (zeros for operators that are not scans).
public record OperatorMetrics(
        long rows, long batches, long nanos, long peakBytes, long spilledBytes, ScanMetrics scan) {
    public static final OperatorMetrics NONE = new OperatorMetrics(0, 0, 0, 0, 0, ScanMetrics.NONE);
}
