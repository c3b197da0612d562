package org.almagest.columnar.pool;

/// What a pool did so far, and what it holds now. Hits and misses count pins; what is read ahead
/// counts as neither until it is pinned.
///
/// @param aheadLoads pages that were read before anybody asked for them
/// @param aheadUsed those of them that were pinned later
/// @param aheadUnused those of them that left without
public record PoolStatistics(
        long hits,
        long misses,
        long evictions,
        long aheadLoads,
        long aheadUsed,
        long aheadUnused,
        long reads,
        long bytesRead,
        long residentBytes,
        long limitBytes) {}
