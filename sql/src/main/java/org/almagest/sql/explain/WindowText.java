package org.almagest.sql.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.WindowCall;
import org.almagest.exec.plan.WindowFrame;
import org.almagest.exec.plan.WindowFunction;

/// A window as text.
///
/// ```text
/// Window row_number() by healpix6 in order of phot_g_mean_mag, source_id
///   at most 1 row of each partition is kept
/// ```
final class WindowText {
    private WindowText() {}

    static String heading(PhysicalPlan.Window window) {
        List<String> input = PlanNames.of(window.input());
        StringBuilder text = new StringBuilder("Window ");
        text.append(window.calls().stream().map(call -> call(call, input)).collect(Collectors.joining(", ")));
        if (!window.partitionKeys().isEmpty()) {
            text.append(" by ").append(String.join(", ", PlanNames.texts(window.partitionKeys(), input)));
        }
        if (!window.order().isEmpty()) {
            text.append(" in order of ").append(PlanText.order(window.order(), window.input()));
        }
        return text.toString();
    }

    static List<String> details(PhysicalPlan.Window window) {
        return window
                .most()
                .map(most -> "at most " + most.rows() + (most.rows() == 1 ? " row" : " rows")
                        + (window.partitionKeys().isEmpty() ? "" : " of each partition")
                        + (most.keepsTies() ? ", with ties," : "")
                        + (most.rows() == 1 ? " is kept" : " are kept"))
                .stream()
                .toList();
    }

    static List<String> names(PhysicalPlan.Window window) {
        List<String> input = PlanNames.of(window.input());
        List<String> names = new ArrayList<>();
        window.passed().forEach(p -> names.add(input.get(p)));
        window.calls().forEach(call -> names.add(call(call, input)));
        return names;
    }

    private static String call(WindowCall call, List<String> input) {
        String arguments = String.join(", ", PlanNames.texts(call.arguments(), input));
        boolean star = call.function() instanceof WindowFunction.OfAggregate
                && call.arguments().isEmpty();
        return call.function().sqlName() + "(" + (star ? "*" : arguments) + ")"
                + (call.ignoreNulls() ? " IGNORE NULLS" : "")
                + (call.frame().equals(WindowFrame.DEFAULT) ? "" : " " + frame(call.frame()));
    }

    private static String frame(WindowFrame frame) {
        return frame.unit() + " BETWEEN " + bound(frame.start()) + " AND " + bound(frame.end())
                + (frame.exclusion() == WindowFrame.Exclusion.NO_OTHERS
                        ? ""
                        : " EXCLUDE " + frame.exclusion().name().replace('_', ' '));
    }

    private static String bound(WindowFrame.Bound bound) {
        String kind = bound.kind().name().replace('_', ' ');
        return bound.offset().map(offset -> offset(offset) + " " + kind).orElse(kind);
    }

    private static String offset(WindowFrame.Offset offset) {
        return switch (offset) {
            case WindowFrame.Offset.Count(long count) -> Long.toString(count);
            case WindowFrame.Offset.Distance distance -> "a distance";
            case WindowFrame.Offset.Period(long months, long days, long micros) ->
                String.format(Locale.ROOT, "%d months %d days %d microseconds", months, days, micros);
        };
    }
}
