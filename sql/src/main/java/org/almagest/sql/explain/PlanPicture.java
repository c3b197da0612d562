package org.almagest.sql.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.almagest.exec.metrics.OperatorMetrics;
import org.almagest.optimizer.cost.CostText;

/// A plan as a page for a browser: one SVG picture, nothing loaded from elsewhere.
///
/// ```text
///      +-------------+        a box for each operator: what it does, rows expected and given,
///      | Hash join   |        time and its share of all (the bar), memory, spill, pages
///      +-------------+
///       /           \         lines as thick as the rows are many
///  +---------+  +---------+
///  | Scan a  |  | Scan b  |
///  +---------+  +---------+
/// ```
///
/// What does not fit into a box is in its title, which shows under the pointer.
final class PlanPicture {
    private static final int BOX_WIDTH = 340;
    private static final int BOX_HEIGHT = 78;
    private static final int GAP_ACROSS = 24;
    private static final int GAP_DOWN = 46;
    private static final int LETTERS = 50;

    private final StringBuilder boxes = new StringBuilder();
    private final StringBuilder lines = new StringBuilder();
    private final double nanosOfAll;
    private int nextColumn;
    private int deepest;

    private PlanPicture(PlanReport report) {
        nanosOfAll = Math.max(1, report.plan().nanosOfAll());
    }

    static String of(PlanReport report) {
        PlanPicture picture = new PlanPicture(report);
        picture.step(report.plan(), 0);
        int width = picture.nextColumn * (BOX_WIDTH + GAP_ACROSS) + GAP_ACROSS;
        int height = (picture.deepest + 1) * (BOX_HEIGHT + GAP_DOWN) + GAP_ACROSS;
        List<String> said = new ArrayList<>(report.summary());
        if (report.run().isEmpty()) {
            said.addFirst("not run");
        }
        String caption =
                String.join("<br>", said.stream().map(PlanPicture::escaped).toList());
        return "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>Plan</title></head>\n"
                + "<body style=\"font-family: Helvetica, Arial, sans-serif\">\n<p>" + caption + "</p>\n"
                + "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + width + "\" height=\"" + height
                + "\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">\n"
                + picture.lines + picture.boxes + "</svg>\n</body></html>";
    }

    /// Draws a step and what is below it; answers the middle of its box across.
    private int step(PlanStep step, int depth) {
        deepest = Math.max(deepest, depth);
        List<Integer> below = new ArrayList<>();
        for (PlanStep input : step.inputs()) {
            below.add(step(input, depth + 1));
        }
        int middle = below.isEmpty()
                ? nextColumn++ * (BOX_WIDTH + GAP_ACROSS) + GAP_ACROSS + BOX_WIDTH / 2
                : (below.getFirst() + below.getLast()) / 2;
        int top = depth * (BOX_HEIGHT + GAP_DOWN) + GAP_ACROSS / 2;
        for (int i = 0; i < below.size(); i++) {
            line(step.inputs().get(i), below.get(i), top + BOX_HEIGHT + GAP_DOWN, middle, top + BOX_HEIGHT);
        }
        box(step, middle - BOX_WIDTH / 2, top);
        return middle;
    }

    private void line(PlanStep from, int x1, int y1, int x2, int y2) {
        double rows = from.measured()
                .map(m -> (double) m.rows())
                .orElse(from.estimatedRows().orElse(1));
        double thick = 1 + Math.log10(Math.max(1, rows)) / 2;
        lines.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#7a8fa6\" stroke-width=\"%.1f\"/>%n",
                x1,
                y1,
                x2,
                y2,
                thick));
        lines.append(text((x1 + x2) / 2 + 6, (y1 + y2) / 2 + 4, PlanGraph.rows(from), "#55677a"));
    }

    private void box(PlanStep step, int left, int top) {
        boxes.append("<g><title>").append(escaped(title(step))).append("</title>\n");
        boxes.append(rectangle(left, top, BOX_WIDTH, BOX_HEIGHT, "#f4f7fa", "#7a8fa6"));
        double share = step.measured().map(OperatorMetrics::nanos).orElse(0L) / nanosOfAll;
        boxes.append(rectangle(left, top + BOX_HEIGHT - 6, (int) (BOX_WIDTH * share), 6, "#d9803d", "none"));
        boxes.append(text(left + 8, top + 18, shortened(step.heading()), "#1c2733"));
        boxes.append(text(left + 8, top + 36, shortened(rows(step)), "#33475b"));
        step.measured().ifPresent(m -> boxes.append(text(left + 8, top + 54, shortened(cost(m, share)), "#33475b")));
        boxes.append("</g>\n");
    }

    private static String rows(PlanStep step) {
        String expected = step.estimatedRows().isPresent()
                ? String.format(
                        Locale.ROOT,
                        "%,d rows expected",
                        Math.round(step.estimatedRows().getAsDouble()))
                : "";
        String given = step.measured()
                .map(m -> String.format(Locale.ROOT, "%,d given", m.rows()))
                .orElse("");
        String cost =
                step.cost().isPresent() ? ", cost " + CostText.of(step.cost().getAsDouble()) : "";
        return expected.isEmpty() || given.isEmpty()
                ? expected + given + cost
                : expected + ", " + given + PlanGraph.error(step);
    }

    private static String cost(OperatorMetrics m, double share) {
        String pages = m.scan().rowGroups() > 0
                ? String.format(
                        Locale.ROOT,
                        ", %,d pages read, %,d skipped",
                        m.scan().pagesRead(),
                        m.scan().pagesPruned())
                : "";
        return PlanGraph.measured(m) + String.format(Locale.ROOT, " (%.0f %%)", share * 100) + pages;
    }

    private static String title(PlanStep step) {
        List<String> all = new ArrayList<>(List.of(step.heading()));
        all.addAll(step.details());
        step.measured().ifPresent(m -> all.add(PlanGraph.measured(m)));
        step.measured().ifPresent(m -> all.addAll(PlanText.scanned(m.scan())));
        return String.join("\n", all);
    }

    private static String rectangle(int x, int y, int width, int height, String fill, String stroke) {
        return String.format(
                Locale.ROOT,
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\" fill=\"%s\" stroke=\"%s\"/>%n",
                x,
                y,
                width,
                height,
                fill,
                stroke);
    }

    private static String text(int x, int y, String text, String fill) {
        return String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n", x, y, fill, escaped(text));
    }

    private static String shortened(String text) {
        return text.length() <= LETTERS ? text : text.substring(0, LETTERS - 3) + "...";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
