package org.almagest.exec.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cuts a pipeline in two at an operator that asks for it.
///
/// ```text
/// source -> A -> B* -> C -> sink      =>      source -> A -> sink of B's detour
///                                             source of B's detour -> C -> sink
/// ```
///
/// Legs that have the same operator, because they come from a UNION ALL below it, go on as one.
final class Detours {
    private Detours() {}

    /// Answers the two pipelines, if some operator asks: the first one of its leg.
    static Optional<List<Pipeline>> of(Pipeline pipeline) {
        for (Leg leg : pipeline.legs()) {
            for (Operator operator : leg.operators()) {
                Optional<Detour> detour = operator.detour();
                if (detour.isPresent()) {
                    return Optional.of(cut(pipeline, operator, detour.get()));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Pipeline> cut(Pipeline pipeline, Operator operator, Detour detour) {
        List<Leg> before = new ArrayList<>();
        List<Leg> after = new ArrayList<>();
        boolean placed = false;
        for (Leg leg : pipeline.legs()) {
            int at = place(leg, operator);
            if (at < 0) {
                after.add(leg);
                continue;
            }
            before.add(new Leg(leg.source(), leg.operators().subList(0, at)));
            if (!placed) {
                after.add(new Leg(
                        detour.source(),
                        leg.operators().subList(at + 1, leg.operators().size())));
                placed = true;
            }
        }
        return List.of(new Pipeline(before, detour.sink()), new Pipeline(after, pipeline.sink()));
    }

    private static int place(Leg leg, Operator operator) {
        for (int i = 0; i < leg.operators().size(); i++) {
            if (leg.operators().get(i) == operator) {
                return i;
            }
        }
        return -1;
    }
}
