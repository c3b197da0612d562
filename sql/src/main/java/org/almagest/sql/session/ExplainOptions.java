package org.almagest.sql.session;

import java.util.List;
import java.util.Locale;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.ast.Literal;
import org.almagest.sql.ast.Option;
import org.almagest.sql.explain.PlanReport;

/// What EXPLAIN is asked for: `(FORMAT text | json | dot | html)`.
final class ExplainOptions {
    private ExplainOptions() {}

    static PlanReport.Form form(List<Option> options) {
        PlanReport.Form form = PlanReport.Form.TEXT;
        for (Option option : options) {
            if (!option.name().name().equalsIgnoreCase("format")) {
                throw AlmagestException.of(
                                SqlState.INVALID_PARAMETER,
                                "there is no option " + option.name().name() + " of EXPLAIN")
                        .at(option.span().start())
                        .hint("the options are ANALYZE and FORMAT");
            }
            form = form(option);
        }
        return form;
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
