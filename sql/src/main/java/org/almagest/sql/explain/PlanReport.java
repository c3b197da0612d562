package org.almagest.sql.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A plan, and of one that has run how many rows it gave in what time, in the forms of EXPLAIN.
///
/// @param run what the whole query did; empty if it has not run
public record PlanReport(PlanStep plan, Optional<Run> run) {
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
                run.ifPresent(all ->
                        lines.add(String.format(Locale.ROOT, "%,d rows in %.2f ms", all.rows(), all.nanos() / 1e6)));
                yield lines;
            }
            case JSON -> List.of(PlanJson.of(this));
            case DOT -> List.of(PlanGraph.of(this));
            case HTML -> List.of(PlanPicture.of(this));
        };
    }
}
