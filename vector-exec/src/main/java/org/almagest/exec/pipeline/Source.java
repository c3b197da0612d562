package org.almagest.exec.pipeline;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.almagest.columnar.scan.Morsel;
import org.almagest.columnar.scan.MorselReader;
import org.almagest.exec.expression.Expression;
import org.almagest.exec.plan.PhysicalPlan;

/// Where a pipeline's rows come from: a scan, or what an earlier pipeline left. Open for one
/// execution.
public interface Source extends AutoCloseable {
    /// Answers the node whose metrics count the rows.
    PhysicalPlan node();

    /// Answers how many morsels there will be, where that is known.
    OptionalInt morselCount();

    /// Hands out the next morsel in order; empty at the end. Called under the pipeline's lock.
    Optional<? extends Morsel> claim();

    /// Makes a reader for one task.
    MorselReader reader();

    /// Answers whether the source may be read only when all rows of the legs before it have been taken
    /// to the sink.
    default boolean isLate() {
        return false;
    }

    /// Answers conditions that the rows read must still be checked for.
    default List<Expression> recheck() {
        return List.of();
    }

    @Override
    default void close() {}
}
