package org.almagest.exec.pipeline;

import java.util.ArrayList;
import java.util.List;

/// A source and the operators that its rows stream through. A pipeline has one leg, or several,
/// one after the other, below a UNION ALL.
public record Leg(SourceFactory source, List<Operator> operators) {
    public Leg {
        operators = List.copyOf(operators);
    }

    /// Answers the leg with one more operator at its end.
    Leg then(Operator operator) {
        List<Operator> longer = new ArrayList<>(operators);
        longer.add(operator);
        return new Leg(source, longer);
    }
}
