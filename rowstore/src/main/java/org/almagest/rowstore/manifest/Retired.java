package org.almagest.rowstore.manifest;

import org.almagest.rowstore.delta.DeltaBuffer;

/// Something that a commit made superfluous. Snapshots of the commits from `createdLsn` to the one
/// before still need it.
public sealed interface Retired {
    long createdLsn();

    record Segment(int tableId, StoredSegment segment) implements Retired {
        @Override
        public long createdLsn() {
            return segment.commitLsn();
        }
    }

    record Delta(DeltaBuffer buffer, long createdLsn) implements Retired {}

    /// A table's directory, to be removed after its segments.
    record Directory(int tableId, long createdLsn) implements Retired {}
}
