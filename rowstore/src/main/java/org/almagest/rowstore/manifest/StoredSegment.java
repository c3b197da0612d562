package org.almagest.rowstore.manifest;

import org.almagest.columnar.segment.DeletedRows;
import org.almagest.columnar.segment.SegmentDescription;

/// A segment of a table and the LSN of the commit that added it, which is the commit LSN of all its
/// rows.
///
/// @param deleted the rows that are gone, by their places in the segment
public record StoredSegment(SegmentDescription description, long commitLsn, DeletedRows deleted) {
    public StoredSegment {
        if (commitLsn < 1) {
            throw new IllegalArgumentException("a commit LSN must be positive: " + commitLsn);
        }
        if (deleted.last() >= description.rows()) {
            throw new IllegalArgumentException(
                    "row " + deleted.last() + " is deleted of a segment of " + description.rows());
        }
    }

    /// Makes a segment all of whose rows are there.
    public StoredSegment(SegmentDescription description, long commitLsn) {
        this(description, commitLsn, DeletedRows.NONE);
    }

    public StoredSegment withDeleted(DeletedRows rows) {
        return new StoredSegment(description, commitLsn, rows);
    }

    /// Answers how many rows are there.
    public long liveRows() {
        return description.rows() - deleted.count();
    }
}
