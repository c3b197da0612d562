package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.VARCHAR;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.cast.TextForm;
import org.almagest.exec.evaluate.Evaluator;
import org.almagest.exec.evaluate.RowMaker;

/// Text cut into arrays and arrays joined to text.
final class ArrayTexts {
    private static final DataType TEXTS = ArrayType.variable(VARCHAR);

    private ArrayTexts() {}

    static void register(Catalog catalog) {
        catalog.computed("array_to_string", "array, VARCHAR [, VARCHAR]", ArrayTexts::joined);
        catalog.alias("array_to_string", "list_string_agg");
        catalog.make(
                "string_to_array", TEXTS, (in, type) -> RowMaker.strict(ArrayTexts::split, in, type), VARCHAR, VARCHAR);
        catalog.alias("string_to_array", "string_split", "str_split", "split");
        catalog.make("regexp_split_to_array", TEXTS, ArrayTexts::splitByPattern, VARCHAR, VARCHAR);
        catalog.alias("regexp_split_to_array", "string_split_regex", "str_split_regex");
        catalog.make("regexp_extract_all", TEXTS, ArrayTexts::extracted, VARCHAR, VARCHAR);
        catalog.make("regexp_extract_all", TEXTS, ArrayTexts::extracted, VARCHAR, VARCHAR, ScalarType.INTEGER);
    }

    /// The elements as text with a separator between them; NULLs are left out, or stand as the third
    /// argument.
    private static Optional<ScalarFunction> joined(String name, List<DataType> types) {
        boolean fits = (types.size() == 2 || types.size() == 3)
                && types.getFirst() instanceof ArrayType
                && types.stream().skip(1).allMatch(type -> type == VARCHAR);
        if (!fits) {
            return Optional.empty();
        }
        DataType element = ((ArrayType) types.getFirst()).element();
        return Optional.of(BuiltIn.of(name, types, VARCHAR, EvaluatorFactory.text((in, row, out) -> {
            ArrayColumnVector arrays = (ArrayColumnVector) in[0];
            List<String> parts = new ArrayList<>();
            for (int i = arrays.start(row); i < arrays.start(row) + arrays.length(row); i++) {
                if (!arrays.child().isNull(i)) {
                    parts.add(TextForm.of(element, arrays.child(), i));
                } else if (in.length == 3) {
                    parts.add(Rows.text(in[2], row));
                }
            }
            out.append(row, String.join(Rows.text(in[1], row), parts));
        })));
    }

    /// Cuts at every separator; an empty one cuts between the characters.
    private static void split(ColumnVector[] in, int row, ColumnVector out) {
        String text = Rows.text(in[0], row);
        String separator = Rows.text(in[1], row);
        ArrayRow parts = new ArrayRow(out, row);
        if (separator.isEmpty()) {
            text.codePoints().forEach(c -> parts.add(Character.toString(c)));
            parts.end();
            return;
        }
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from)).end();
    }

    private static Evaluator splitByPattern(List<Evaluator> arguments, DataType type) {
        PatternFunctions.Compiled last = new PatternFunctions.Compiled();
        return RowMaker.strict(
                (in, row, out) -> {
                    ArrayRow parts = new ArrayRow(out, row);
                    for (String part : last.matcher(in, row, "").pattern().split(Rows.text(in[0], row), -1)) {
                        parts.add(part);
                    }
                    parts.end();
                },
                arguments,
                type);
    }

    private static Evaluator extracted(List<Evaluator> arguments, DataType type) {
        PatternFunctions.Compiled last = new PatternFunctions.Compiled();
        return RowMaker.strict(
                (in, row, out) -> {
                    Matcher matcher = last.matcher(in, row, "");
                    int group = in.length > 2 ? Rows.getInt(in[2], row) : 0;
                    PatternFunctions.requireGroup(matcher, group);
                    ArrayRow found = new ArrayRow(out, row);
                    while (matcher.find()) {
                        String part = matcher.group(group);
                        found.add(part == null ? "" : part);
                    }
                    found.end();
                },
                arguments,
                type);
    }
}
