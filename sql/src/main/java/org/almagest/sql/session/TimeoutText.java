package org.almagest.sql.session;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.sql.ast.Expression;
import org.almagest.sql.ast.Literal;

/// The value of `statement_timeout`: milliseconds, or a text with a unit such as `'2s'`.
final class TimeoutText {
    private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,9})\\s*(ms|s|min|h|)\\s*");

    private TimeoutText() {}

    static long millis(List<Expression> values) {
        if (values.size() == 1
                && values.getFirst() instanceof Literal.IntegerLiteral(var number, var span)
                && number.signum() >= 0
                && number.bitLength() < Integer.SIZE) {
            return number.longValue();
        }
        if (values.size() == 1 && values.getFirst() instanceof Literal.StringLiteral(var text, var span)) {
            Matcher matcher = TEXT.matcher(text.toLowerCase(Locale.ROOT));
            if (matcher.matches()) {
                return Long.parseLong(matcher.group(1)) * unit(matcher.group(2));
            }
        }
        throw AlmagestException.of(
                        SqlState.INVALID_PARAMETER, "statement_timeout is a number of milliseconds, 0 for no limit")
                .at(values.getFirst().span().start())
                .hint("SET statement_timeout = 5000, or '5s'; the units are ms, s, min and h");
    }

    private static long unit(String name) {
        return switch (name) {
            case "s" -> 1_000;
            case "min" -> 60_000;
            case "h" -> 3_600_000;
            default -> 1;
        };
    }
}
