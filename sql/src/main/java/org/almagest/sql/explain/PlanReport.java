package org.almagest.sql.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.almagest.optimizer.PassTime;
import org.almagest.optimizer.cost.CostText;

/// A plan, and of one that has run how many rows it gave in what time, in the forms of EXPLAIN.
///
/// @param run what the whole query did; empty if it has not run
/// @param passes the optimizer's passes, if they are to be shown
public record PlanReport(PlanStep plan, Optional<Run> run, List<PassTime> passes) {
    public PlanReport {
        passes = List.copyOf(passes);
    }

    /// What a query did as a whole.
    public record Run(long rows, long nanos) {}

    /// The forms in which a plan is shown.
    public enum Form {
        /// Indented lines.
        TEXT,
        /// A tree of objects.
        JSON,
        /// A graph for Graphviz.
        DOT,
        /// A page with a picture, for a browser.
        HTML
    }

    /// Answers the rows of EXPLAIN: a line each of the text, the other forms as a whole.
    public List<String> in(Form form) {
        return switch (form) {
            case TEXT -> {
                List<String> lines = new ArrayList<>(PlanText.of(plan));
                lines.addAll(summary());
                yield lines;
            }
            case JSON -> List.of(PlanJson.of(this));
            case DOT -> List.of(PlanGraph.of(this));
            case HTML -> List.of(PlanPicture.of(this));
        };
    }

    /// Answers what is said of the plan as a whole: cost, passes, rows and time, and last what was misjudged
    /// most.
    List<String> summary() {
        List<String> lines = new ArrayList<>();
        plan.costOfAll().ifPresent(cost -> lines.add("estimated cost: " + CostText.of(cost) + " of one thread"));
        for (PassTime pass : passes) {
            lines.add(String.format(
                    Locale.ROOT,
                    "pass %s: %.1f us%s",
                    pass.name(),
                    pass.nanos() / 1e3,
                    pass.changed() ? ", changed the plan" : ""));
        }
        run.ifPresent(
                all -> lines.add(String.format(Locale.ROOT, "%,d rows in %.2f ms", all.rows(), all.nanos() / 1e6)));
        plan.worst().ifPresent(step -> lines.add(misestimate(step)));
        return lines;
    }

    private static String misestimate(PlanStep step) {
        return String.format(
                Locale.ROOT,
                "worst misestimate: %.2f times, %,d rows for %,d expected, of: %s",
                step.qError().orElse(1),
                PlanStep.given(step.measured().orElseThrow()),
                Math.round(step.estimatedRows().orElse(0)),
                step.heading());
    }
}
