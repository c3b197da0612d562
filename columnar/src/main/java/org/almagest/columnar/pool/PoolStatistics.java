package org.almagest.columnar.pool;

/// What a pool did so far, and what it holds now. Hits and misses count pins; read-ahead counts as
/// neither until it is pinned.
public record PoolStatistics(
        long hits, long misses, long evictions, long reads, long bytesRead, long residentBytes, long limitBytes) {}
