package org.almagest.columnar.segment;

import java.util.List;
import java.util.Optional;

/// An index of some segments: for each of them, in order, the run of its entries, where it has one.
/// Immutable; the runs stay open as long as it is used.
public record SegmentIndex(String name, IndexKeys keys, List<Optional<SegmentFile>> runs) {
    public SegmentIndex {
        runs = List.copyOf(runs);
    }
}
