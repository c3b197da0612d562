package org.almagest.sql.session;

import java.util.List;
import java.util.Locale;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Option;
import org.almagest.sql.explain.PlanReport;

/// What EXPLAIN is asked for: `(FORMAT text | json | dot | html, COSTS on | off, TIMING on | off)`.
///
/// @param costs whether expected rows and costs are shown
/// @param timing whether the optimizer's passes are shown with the time that they took
record ExplainOptions(PlanReport.Form form, boolean costs, boolean timing) {
    static ExplainOptions of(List<Option> options) {
        PlanReport.Form form = PlanReport.Form.TEXT;
        boolean costs = true;
        boolean timing = false;
        for (Option option : options) {
            switch (option.name().name().toLowerCase(Locale.ROOT)) {
                case "format" -> form = form(option);
                case "costs" -> costs = flag(option);
                case "timing" -> timing = flag(option);
                default ->
                    throw AlmagestException.of(
                                    SqlState.INVALID_PARAMETER,
                                    "there is no option " + option.name().name() + " of EXPLAIN")
                            .at(option.span().start())
                            .hint("the options are ANALYZE, COSTS, FORMAT and TIMING");
            }
        }
        return new ExplainOptions(form, costs, timing);
    }

    private static boolean flag(Option option) {
        if (option.value().isEmpty()) {
            return true;
        }
        if (option.value().get() instanceof Literal.BooleanLiteral(boolean value, var span)) {
            return value;
        }
        if (option.value().get() instanceof Literal.StringLiteral(var text, var span)) {
            if (text.equalsIgnoreCase("on") || text.equalsIgnoreCase("true")) {
                return true;
            }
            if (text.equalsIgnoreCase("off") || text.equalsIgnoreCase("false")) {
                return false;
            }
        }
        throw AlmagestException.of(SqlState.INVALID_PARAMETER, option.name().name() + " is on or off")
                .at(option.span().start())
                .hint("write " + option.name().name() + " off, or leave it out");
    }

    private static PlanReport.Form form(Option option) {
        if (option.value().isPresent() && option.value().get() instanceof Literal.StringLiteral(var wanted, var span)) {
            for (PlanReport.Form form : PlanReport.Form.values()) {
                if (form.name().equalsIgnoreCase(wanted)) {
                    return form;
                }
            }
        }
        List<String> forms = List.of(PlanReport.Form.values()).stream()
                .map(form -> form.name().toLowerCase(Locale.ROOT))
                .toList();
        throw AlmagestException.of(SqlState.INVALID_PARAMETER, "EXPLAIN has no such format")
                .at(option.span().start())
                .hint("the formats are " + String.join(", ", forms));
    }
}
