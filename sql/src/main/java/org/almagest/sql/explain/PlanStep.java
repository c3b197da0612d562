package org.almagest.sql.explain;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.almagest.exec.metrics.OperatorMetrics;
import org.almagest.exec.metrics.PlanMetrics;
import org.almagest.exec.plan.PhysicalPlan;

/// One operator of a plan with all that EXPLAIN tells of it, whatever the form.
///
/// @param operator what kind of operator it is: the name of its record in `PhysicalPlan`
/// @param heading what it does, in words
/// @param details how, and why so
/// @param estimatedRows how many rows the optimizer expects of it
/// @param measured what it did, if the plan has run
public record PlanStep(
        String operator,
        String heading,
        List<String> details,
        OptionalDouble estimatedRows,
        Optional<OperatorMetrics> measured,
        List<PlanStep> inputs) {
    public PlanStep {
        details = List.copyOf(details);
        inputs = List.copyOf(inputs);
    }

    /// Answers the tree of a plan; what stands in it several times is told once.
    public static PlanStep of(
            PhysicalPlan plan, Map<PhysicalPlan, Double> estimatedRows, Optional<PlanMetrics> metrics) {
        return of(plan, estimatedRows, metrics, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static PlanStep of(
            PhysicalPlan plan,
            Map<PhysicalPlan, Double> estimatedRows,
            Optional<PlanMetrics> metrics,
            Set<PhysicalPlan> told) {
        boolean above = plan instanceof PhysicalPlan.Shared shared && !told.add(shared.input());
        Double rows = estimatedRows.get(plan);
        return new PlanStep(
                plan.getClass().getSimpleName(),
                PlanText.heading(plan),
                above ? List.of("computed once, above") : PlanText.details(plan),
                rows == null ? OptionalDouble.empty() : OptionalDouble.of(rows),
                metrics.map(all -> all.of(plan)),
                above
                        ? List.of()
                        : plan.inputs().stream()
                                .map(input -> of(input, estimatedRows, metrics, told))
                                .toList());
    }

    /// Answers the nanoseconds of the step and all below it.
    long nanosOfAll() {
        long own = measured.map(OperatorMetrics::nanos).orElse(0L);
        return own + inputs.stream().mapToLong(PlanStep::nanosOfAll).sum();
    }
}
