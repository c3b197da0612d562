package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.DATE;
import static org.almagest.columnar.type.ScalarType.DOUBLE;
import static org.almagest.columnar.type.ScalarType.REAL;
import static org.almagest.columnar.type.ScalarType.TIMESTAMP;
import static org.almagest.columnar.type.ScalarType.TIMESTAMPTZ;
import static org.almagest.columnar.type.ScalarType.VARCHAR;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.RowsCall;
import org.almagest.exec.function.template.NumberTemplate;
import org.almagest.exec.function.template.TimeTemplate;

/// PostgreSQL's functions of templates. A format with a percent sign is one of C's letters to `to_date`
/// and `to_timestamp`, and a template otherwise.
final class TemplateFunctions {
    private TemplateFunctions() {}

    static void register(Catalog catalog) {
        for (ScalarType type : List.of(DATE, TIMESTAMP, TIMESTAMPTZ)) {
            catalog.make("to_char", VARCHAR, (arguments, result) -> moments(arguments, type), type, VARCHAR);
        }
        catalog.computed("to_char", "number, VARCHAR", TemplateFunctions::ofNumber);
        catalog.make("to_date", DATE, TemplateFunctions::toDate, VARCHAR, VARCHAR);
        catalog.make("to_timestamp", TIMESTAMPTZ, TemplateFunctions::toTimestamp, VARCHAR, VARCHAR);
    }

    private static Evaluator moments(List<Evaluator> arguments, ScalarType type) {
        Kept<TimeTemplate> template = new Kept<>(TimeTemplate::of);
        return RowsCall.text(
                (in, row, out) -> out.append(
                        row, template.of(in[1], row).format(Moments.micros(in[0], row), type == TIMESTAMPTZ)),
                arguments,
                VARCHAR);
    }

    /// Exact numbers are taken as text, for all have their digits there.
    private static Optional<ScalarFunction> ofNumber(String name, List<DataType> types) {
        if (types.size() != 2 || TypeCoercion.castCost(types.get(1), VARCHAR).isEmpty()) {
            return Optional.empty();
        }
        DataType number = types.get(0);
        if (number == DOUBLE || number == REAL) {
            return Optional.of(BuiltIn.of(name, List.of(DOUBLE, VARCHAR), VARCHAR, TemplateFunctions::doubles));
        }
        return number.isInteger() || number instanceof DecimalType
                ? Optional.of(BuiltIn.of(name, List.of(VARCHAR, VARCHAR), VARCHAR, TemplateFunctions::decimals))
                : Optional.empty();
    }

    private static Evaluator doubles(List<Evaluator> arguments, DataType type) {
        Kept<NumberTemplate> template = new Kept<>(NumberTemplate::of);
        return RowsCall.text(
                (in, row, out) -> out.append(row, template.of(in[1], row).format(Rows.getDouble(in[0], row))),
                arguments,
                type);
    }

    private static Evaluator decimals(List<Evaluator> arguments, DataType type) {
        Kept<NumberTemplate> template = new Kept<>(NumberTemplate::of);
        return RowsCall.text(
                (in, row, out) ->
                        out.append(row, template.of(in[1], row).format(new BigDecimal(Rows.text(in[0], row)))),
                arguments,
                type);
    }

    private static Evaluator toDate(List<Evaluator> arguments, DataType type) {
        Kept<ToLongFunction<String>> format = new Kept<>(TemplateFunctions::reader);
        return RowsCall.of(
                Rows.numbers((in, row) -> Math.floorDiv(
                        format.of(in[1], row).applyAsLong(Rows.text(in[0], row)), DatePart.MICROS_PER_DAY)),
                arguments,
                type);
    }

    private static Evaluator toTimestamp(List<Evaluator> arguments, DataType type) {
        Kept<ToLongFunction<String>> format = new Kept<>(TemplateFunctions::reader);
        return RowsCall.of(
                Rows.numbers((in, row) -> format.of(in[1], row).applyAsLong(Rows.text(in[0], row))), arguments, type);
    }

    private static ToLongFunction<String> reader(String format) {
        return format.indexOf('%') >= 0 ? text -> TimeFormat.parse(text, format) : TimeTemplate.of(format)::parse;
    }
}
