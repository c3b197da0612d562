package org.almagest.sql.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.almagest.exec.plan.PhysicalPlan;
import org.almagest.exec.plan.Unnesting;

/// What rows are multiplied by, as a call.
final class UnnestText {
    private UnnestText() {}

    /// Answers the names of the columns that it makes.
    static List<String> values(PhysicalPlan.Unnest unnest) {
        List<String> names = new ArrayList<>();
        if (unnest.values().size() == 1) {
            names.add(of(unnest));
        } else {
            ExpressionText text = new ExpressionText(PlanNames.of(unnest.input()));
            unnest.arguments().forEach(argument -> names.add("unnest(" + text.of(argument) + ")"));
        }
        if (unnest.numbered()) {
            names.add("ordinality");
        }
        return names;
    }

    static String of(PhysicalPlan.Unnest unnest) {
        ExpressionText text = new ExpressionText(PlanNames.of(unnest.input()));
        String name = unnest.form() == Unnesting.ELEMENTS
                ? "unnest"
                : unnest.form().name().toLowerCase(Locale.ROOT);
        return name + unnest.arguments().stream().map(text::of).collect(Collectors.joining(", ", "(", ")"));
    }
}
