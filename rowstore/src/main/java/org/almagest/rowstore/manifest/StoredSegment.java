package org.almagest.rowstore.manifest;

import org.almagest.columnar.segment.SegmentDescription;

/// A segment of a table and the LSN of the commit that added it, which is the commit LSN of all its
/// rows.
public record StoredSegment(SegmentDescription description, long commitLsn) {
    public StoredSegment {
        if (commitLsn < 1) {
            throw new IllegalArgumentException("a commit LSN must be positive: " + commitLsn);
        }
    }
}
