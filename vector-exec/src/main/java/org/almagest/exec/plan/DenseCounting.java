package org.almagest.exec.plan;

import java.util.Optional;
import org.almagest.columnar.scan.ColumnPredicate.Range;
import org.almagest.exec.function.AggregateFunction;
import org.almagest.exec.function.AggregateFunction.Detail;
import org.almagest.exec.function.AggregateFunction.Kind;

/// When different integers are counted by a bit for each that there may be.
public final class DenseCounting {
    /// With more possible values than this, bits would not stay near the processor.
    private static final long MOST_VALUES = 1L << 26;

    private DenseCounting() {}

    /// Answers the call of a `count(DISTINCT x)` without keys that sets bits, where the domain of its
    /// argument allows it.
    public static Optional<AggregateCall> of(AggregateCall call, Range domain) {
        boolean counts = call.distinct() && call.function().kind() == Kind.COUNT;
        if (!counts || domain.high() - domain.low() >= MOST_VALUES) {
            return Optional.empty();
        }
        AggregateFunction dense = new AggregateFunction(
                Kind.COUNT_DENSE,
                call.function().argumentTypes(),
                call.function().resultType(),
                Optional.of(new Detail.Domain(domain.low(), domain.high())));
        return Optional.of(new AggregateCall(dense, call.arguments(), true, call.filter()));
    }
}
