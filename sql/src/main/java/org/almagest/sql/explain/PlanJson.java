package org.almagest.sql.explain;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.almagest.columnar.scan.ScanMetrics;
import org.almagest.exec.metrics.OperatorMetrics;
import org.almagest.optimizer.PassTime;

/// A plan as JSON:
///
/// ```text
/// {"plan": {"operator", "text", "details": [...], "estimatedRows", "costNanos",
///           "rows", "batches", "milliseconds", "peakBytes", "spilledBytes", "qError",   (if it has run)
///           "scan": {"pagesRead", "pagesSkipped", ...},                         (of a scan)
///           "inputs": [ ... ]},
///  "costNanos", "passes": [{"name", "microseconds", "changed"}, ...],            (if asked for)
///  "rows", "milliseconds", "worstMisestimate": {"text", "qError"}}              (if it has run)
/// ```
final class PlanJson {
    private final StringBuilder out = new StringBuilder();

    private PlanJson() {}

    static String of(PlanReport report) {
        PlanJson json = new PlanJson();
        json.out.append("{\n  \"plan\": ");
        json.step(report.plan(), 1);
        report.run()
                .ifPresent(run -> json.out
                        .append(",\n  \"rows\": ")
                        .append(run.rows())
                        .append(",\n  \"milliseconds\": ")
                        .append(millis(run.nanos())));
        report.plan()
                .costOfAll()
                .ifPresent(cost -> json.out.append(",\n  \"costNanos\": ").append(Math.round(cost)));
        if (!report.passes().isEmpty()) {
            json.out.append(",\n  \"passes\": [");
            json.out.append(report.passes().stream().map(PlanJson::pass).collect(Collectors.joining(", ")));
            json.out.append(']');
        }
        report.plan()
                .worst()
                .ifPresent(step -> json.out
                        .append(",\n  \"worstMisestimate\": {\"text\": ")
                        .append(quoted(step.heading()))
                        .append(", \"qError\": ")
                        .append(ratio(step.qError().orElse(1)))
                        .append('}'));
        return json.out.append("\n}").toString();
    }

    private static String pass(PassTime pass) {
        return String.format(
                Locale.ROOT,
                "{\"name\": %s, \"microseconds\": %.1f, \"changed\": %b}",
                quoted(pass.name()),
                pass.nanos() / 1e3,
                pass.changed());
    }

    private static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio);
    }

    private void step(PlanStep step, int depth) {
        out.append('{');
        field("operator", quoted(step.operator()), depth, true);
        field("text", quoted(step.heading()), depth, false);
        field("details", texts(step.details()), depth, false);
        step.estimatedRows().ifPresent(rows -> field("estimatedRows", Long.toString(Math.round(rows)), depth, false));
        step.cost().ifPresent(cost -> field("costNanos", Long.toString(Math.round(cost)), depth, false));
        step.measured().ifPresent(measured -> measured(measured, depth));
        step.qError().ifPresent(error -> field("qError", ratio(error), depth, false));
        out.append(",\n").append("  ".repeat(depth + 1)).append("\"inputs\": [");
        for (int i = 0; i < step.inputs().size(); i++) {
            out.append(i == 0 ? "" : ", ");
            step(step.inputs().get(i), depth + 1);
        }
        out.append("]\n").append("  ".repeat(depth)).append('}');
    }

    private void measured(OperatorMetrics m, int depth) {
        field("rows", Long.toString(m.rows()), depth, false);
        field("batches", Long.toString(m.batches()), depth, false);
        field("milliseconds", millis(m.nanos()), depth, false);
        field("peakBytes", Long.toString(m.peakBytes()), depth, false);
        field("spilledBytes", Long.toString(m.spilledBytes()), depth, false);
        if (m.scan().rowGroups() > 0) {
            field("scan", scan(m.scan()), depth, false);
        }
    }

    private static String scan(ScanMetrics m) {
        return String.format(
                Locale.ROOT,
                "{\"rowGroups\": %d, \"rowGroupsSkipped\": %d, \"pagesPlanned\": %d, \"pagesSkipped\": %d,"
                        + " \"pagesRead\": %d, \"pagesRefusedByBloomFilters\": %d, \"rowsAnsweredByZoneMaps\": %d,"
                        + " \"blocksDecoded\": %d, \"blocksSkipped\": %d, \"poolHits\": %d, \"poolMisses\": %d,"
                        + " \"bytesRead\": %d, \"indexEntries\": %d, \"indexPages\": %d}",
                m.rowGroups(),
                m.rowGroupsPruned(),
                m.pagesPlanned(),
                m.pagesPruned(),
                m.pagesRead(),
                m.pagesRefused(),
                m.rowsAnswered(),
                m.blocksRead(),
                m.blocksSkipped(),
                m.poolHits(),
                m.poolMisses(),
                m.bytesRead(),
                m.indexEntries(),
                m.indexPages());
    }

    private void field(String name, String value, int depth, boolean first) {
        out.append(first ? "\n" : ",\n").append("  ".repeat(depth + 1));
        out.append(quoted(name)).append(": ").append(value);
    }

    private static String texts(List<String> texts) {
        return "[" + String.join(", ", texts.stream().map(PlanJson::quoted).toList()) + "]";
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.3f", nanos / 1e6);
    }

    /// Answers a text as a JSON string.
    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                default -> {
                    if (c < ' ') {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }
}
