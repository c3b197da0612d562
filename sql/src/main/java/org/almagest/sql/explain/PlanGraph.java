package org.almagest.sql.explain;

import java.util.Locale;
import java.util.stream.Collectors;
import org.almagest.exec.metrics.OperatorMetrics;

/// A plan as a graph in the language of Graphviz: rows flow upwards, an edge tells how many.
final class PlanGraph {
    private final StringBuilder out = new StringBuilder();
    private int next;

    private PlanGraph() {}

    static String of(PlanReport report) {
        PlanGraph graph = new PlanGraph();
        graph.out.append("digraph plan {\n  rankdir=BT;\n  node [shape=box, fontname=\"Helvetica\"];\n");
        graph.step(report.plan());
        if (!report.summary().isEmpty()) {
            String caption = report.summary().stream().map(PlanGraph::escaped).collect(Collectors.joining("\\n"));
            graph.out.append("  label=\"").append(caption).append("\";\n");
        }
        return graph.out.append("}").toString();
    }

    private int step(PlanStep step) {
        int number = next++;
        StringBuilder label = new StringBuilder(escaped(step.heading()));
        step.details().forEach(detail -> label.append("\\n").append(escaped(detail)));
        String told = step.measured().isPresent()
                ? measured(step.measured().get()) + error(step)
                : PlanText.expected(step).strip();
        label.append(told.isEmpty() ? "" : "\\n" + escaped(told));
        out.append("  n").append(number).append(" [label=\"").append(label).append("\"];\n");
        for (PlanStep input : step.inputs()) {
            int below = step(input);
            out.append("  n").append(below).append(" -> n").append(number);
            out.append(" [label=\"").append(rows(input)).append("\"];\n");
        }
        return number;
    }

    /// Answers how many rows a step gave, or is expected to give.
    static String rows(PlanStep step) {
        return step.measured()
                .map(m -> String.format(Locale.ROOT, "%,d rows", m.rows()))
                .orElseGet(() -> step.estimatedRows().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "about %,d rows",
                                Math.round(step.estimatedRows().getAsDouble()))
                        : "");
    }

    /// Answers how wrong the expected rows were, where that is known.
    static String error(PlanStep step) {
        return step.qError().isPresent()
                ? String.format(Locale.ROOT, ", q-error %.2f", step.qError().getAsDouble())
                : "";
    }

    /// Answers what a step cost, in short.
    static String measured(OperatorMetrics m) {
        String memory = m.peakBytes() > 0 ? String.format(Locale.ROOT, ", %,d bytes", m.peakBytes()) : "";
        String spilled =
                m.spilledBytes() > 0 ? String.format(Locale.ROOT, ", %,d bytes spilled", m.spilledBytes()) : "";
        return String.format(Locale.ROOT, "%.2f ms%s%s", m.nanos() / 1e6, memory, spilled);
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
