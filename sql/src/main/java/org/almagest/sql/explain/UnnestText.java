package org.almagest.sql.explain;

import java.util.Locale;
import java.util.stream.Collectors;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.Unnesting;

/// What rows are multiplied by, as a call.
final class UnnestText {
    private UnnestText() {}

    static String of(PhysicalPlan.Unnest unnest) {
        ExpressionText text = new ExpressionText(PlanNames.of(unnest.input()));
        String name = unnest.form() == Unnesting.ELEMENTS
                ? "unnest"
                : unnest.form().name().toLowerCase(Locale.ROOT);
        return name + unnest.arguments().stream().map(text::of).collect(Collectors.joining(", ", "(", ")"));
    }
}
