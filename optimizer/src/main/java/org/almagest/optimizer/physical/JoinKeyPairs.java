package org.almagest.optimizer.physical;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.almagest.columnar.scan.Comparison;
import org.almagest.exec.expression.Expression;
import org.almagest.optimizer.estimate.KnownColumns;
import org.almagest.optimizer.estimate.NeverNull;
import org.almagest.optimizer.rule.Conjuncts;

/// The keys of a join, gathered from the parts of its condition: a part that equates an expression
/// over one side with one over the other is a key, every other remains.
final class JoinKeyPairs {
    private final Planned probe;
    private final Planned build;
    private final KnownColumns known;
    private final List<Expression> probeKeys = new ArrayList<>();
    private final List<Expression> buildKeys = new ArrayList<>();
    private final List<Expression> rest = new ArrayList<>();
    private Optional<Expression> first = Optional.empty();

    JoinKeyPairs(Planned probe, Planned build, KnownColumns known) {
        this.probe = probe;
        this.build = build;
        this.known = known;
    }

    List<Expression> probeKeys() {
        return probeKeys;
    }

    List<Expression> buildKeys() {
        return buildKeys;
    }

    /// Answers the probe's first key over column numbers, unless it is made of parts.
    Optional<Expression> firstOfProbe() {
        return first;
    }

    /// Answers the conditions that are no keys, over column numbers.
    List<Expression> rest() {
        return rest;
    }

    /// Takes one part of the condition.
    void add(Expression condition) {
        if (!Conjuncts.isDeterministic(condition) || !isKey(condition)) {
            rest.add(condition);
        }
    }

    private boolean isKey(Expression condition) {
        return switch (condition) {
            case Expression.Compare(var comparison, var a, var b) ->
                comparison == Comparison.EQUAL && sides(a, b, false);
            case Expression.NotDistinct(var a, var b, boolean negated) -> !negated && sides(a, b, true);
            default -> false;
        };
    }

    private boolean sides(Expression a, Expression b, boolean nullSafe) {
        if (belongs(a, probe) && belongs(b, build)) {
            return pair(a, b, nullSafe);
        }
        return belongs(a, build) && belongs(b, probe) && pair(b, a, nullSafe);
    }

    private boolean pair(Expression ofProbe, Expression ofBuild, boolean nullSafe) {
        if (!nullSafe || NeverNull.of(ofProbe, known) || NeverNull.of(ofBuild, known)) {
            if (probeKeys.isEmpty()) {
                first = Optional.of(ofProbe);
            }
            probeKeys.add(probe.map().translate(ofProbe));
            buildKeys.add(build.map().translate(ofBuild));
            return true;
        }
        Optional<List<Expression>> safe = NullSafeKeys.of(ofProbe);
        safe.ifPresent(keys -> {
            keys.forEach(key -> probeKeys.add(probe.map().translate(key)));
            NullSafeKeys.of(ofBuild)
                    .orElseThrow()
                    .forEach(key -> buildKeys.add(build.map().translate(key)));
        });
        return safe.isPresent();
    }

    static boolean belongs(Expression expression, Planned side) {
        Set<Integer> named = Conjuncts.columns(expression);
        return !named.isEmpty() && side.numbers().containsAll(named);
    }
}
