package org.almagest.sql.explain;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.almagest.exec.metrics.OperatorMetrics;
import org.almagest.exec.metrics.PlanMetrics;
import org.almagest.exec.plan.JoinKind;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.optimizer.cost.PlanCost;
import org.almagest.optimizer.cost.ScanPaths;
import org.almagest.optimizer.estimate.RowEstimate;

/// One operator of a plan with all that EXPLAIN tells of it, whatever the form.
///
/// @param operator what kind of operator it is: the name of its record in `PhysicalPlan`
/// @param heading what it does, in words
/// @param details how, and why so
/// @param estimatedRows how many rows the optimizer expects of it
/// @param cost what it costs by itself, in nanoseconds of one thread
/// @param measured what it did, if the plan has run
/// @param qError how many times too many or too few rows were expected, where the operator ran to its end
public record PlanStep(
        String operator,
        String heading,
        List<String> details,
        OptionalDouble estimatedRows,
        OptionalDouble cost,
        Optional<OperatorMetrics> measured,
        OptionalDouble qError,
        List<PlanStep> inputs) {
    public PlanStep {
        details = List.copyOf(details);
        inputs = List.copyOf(inputs);
    }

    /// Answers the tree of a plan; what stands in it several times is told once.
    public static PlanStep of(PhysicalPlan plan, PlanCost.Estimates estimates, Optional<PlanMetrics> metrics) {
        return new Telling(estimates, metrics).of(plan, false);
    }

    /// Answers the nanoseconds of the step and all below it.
    long nanosOfAll() {
        long own = measured.map(OperatorMetrics::nanos).orElse(0L);
        return own + inputs.stream().mapToLong(PlanStep::nanosOfAll).sum();
    }

    /// Answers the cost of the step and all below it, where it is known.
    OptionalDouble costOfAll() {
        if (cost.isEmpty()) {
            return cost;
        }
        double below = inputs.stream()
                .mapToDouble(input -> input.costOfAll().orElse(0))
                .sum();
        return OptionalDouble.of(cost.getAsDouble() + below);
    }

    /// Answers the step, of this and all below it, whose rows were misjudged most; of equals the lowest.
    Optional<PlanStep> worst() {
        Optional<PlanStep> worst = qError.isPresent() ? Optional.of(this) : Optional.empty();
        for (PlanStep input : inputs) {
            Optional<PlanStep> below = input.worst();
            boolean worse = below.isPresent()
                    && (worst.isEmpty()
                            || below.get().qError().getAsDouble()
                                    >= worst.get().qError().getAsDouble());
            worst = worse ? below : worst;
        }
        return worst;
    }

    /// Answers how many rows the operator gave, those included that zone maps answered for.
    static long given(OperatorMetrics measured) {
        return measured.rows() + measured.scan().rowsAnswered();
    }

    /// One telling of a plan.
    private static final class Telling {
        private final PlanCost.Estimates estimates;
        private final Optional<PlanMetrics> metrics;
        private final Set<PhysicalPlan> told = Collections.newSetFromMap(new IdentityHashMap<>());

        Telling(PlanCost.Estimates estimates, Optional<PlanMetrics> metrics) {
            this.estimates = estimates;
            this.metrics = metrics;
        }

        /// With `cut`, what stands above may have spared the operator some rows: fewer than expected are
        /// no error.
        private PlanStep of(PhysicalPlan plan, boolean cut) {
            boolean above = plan instanceof PhysicalPlan.Shared shared && !told.add(shared.input());
            Double rows = estimates.rows().get(plan);
            Double cost = estimates.nanos().get(plan);
            Optional<OperatorMetrics> measured = metrics.map(all -> all.of(plan));
            List<PlanStep> inputs = new ArrayList<>();
            for (int i = 0; !above && i < plan.inputs().size(); i++) {
                inputs.add(of(plan.inputs().get(i), cut && !keepsAll(plan) || cuts(plan, i)));
            }
            return new PlanStep(
                    plan.getClass().getSimpleName(),
                    PlanText.heading(plan),
                    above ? List.of("computed once, above") : details(plan),
                    rows == null ? OptionalDouble.empty() : OptionalDouble.of(rows),
                    cost == null || above ? OptionalDouble.empty() : OptionalDouble.of(cost),
                    measured,
                    rows == null || measured.isEmpty() ? OptionalDouble.empty() : error(rows, measured.get(), cut),
                    inputs);
        }

        private List<String> details(PhysicalPlan plan) {
            ScanPaths paths = estimates.paths().get(plan);
            List<String> details = new ArrayList<>(PlanText.details(plan));
            Long seen = estimates.seen().get(plan);
            if (seen != null) {
                details.add(String.format(Locale.ROOT, "seen: %,d rows, by a query with these conditions", seen));
            }
            if (paths != null) {
                details.add("path: " + paths.chosen().text());
                paths.rejected().forEach(path -> details.add("rejected: " + path.text()));
            }
            return details;
        }

        private static OptionalDouble error(double expected, OperatorMetrics measured, boolean cut) {
            double given = Math.max(1, given(measured));
            double rows = Math.max(1, expected);
            return cut && given < rows ? OptionalDouble.empty() : OptionalDouble.of(RowEstimate.qError(rows, given));
        }

        /// Answers whether an operator takes all rows of its inputs whatever becomes of its own.
        private static boolean keepsAll(PhysicalPlan plan) {
            return plan instanceof PhysicalPlan.Aggregate || plan instanceof PhysicalPlan.Sort;
        }

        /// Answers whether an operator may spare an input some rows: it stops early, or tells the scan below
        /// which keys or values are still of use.
        private static boolean cuts(PhysicalPlan plan, int input) {
            return switch (plan) {
                case PhysicalPlan.Limit limit -> true;
                case PhysicalPlan.TopN top -> top.threshold().isPresent();
                case PhysicalPlan.HashJoin join ->
                    input == 0 && join.kind() != JoinKind.LEFT && join.kind() != JoinKind.FULL;
                default -> false;
            };
        }
    }
}
