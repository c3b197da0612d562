package org.almagest.exec.pipeline;

import java.util.List;
import java.util.function.IntConsumer;
import org.almagest.exec.plan.PhysicalPlan;

/// Legs that end in a sink.
public record Pipeline(List<Leg> legs, Sink sink) {
    public Pipeline {
        legs = List.copyOf(legs);
    }

    /// A pipeline that moves no rows: an operator's work in pieces that may be done at once in any
    /// order, and what is done when all are. Its time counts as the node's.
    public static Pipeline ofWork(PhysicalPlan node, int pieces, IntConsumer work, Runnable atEnd) {
        return new Pipeline(
                List.of(new Leg(scope -> new WorkSource(node, pieces), List.of())), new WorkSink(node, work, atEnd));
    }
}
