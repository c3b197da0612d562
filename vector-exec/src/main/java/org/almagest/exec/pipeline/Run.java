package org.almagest.exec.pipeline;

import java.util.List;
import org.almagest.columnar.scan.Morsel;

/// Consecutive morsels that one task takes in order.
record Run(int index, List<Claimed> morsels) {
    /// A morsel of a leg.
    record Claimed(int leg, Morsel morsel) {}
}
