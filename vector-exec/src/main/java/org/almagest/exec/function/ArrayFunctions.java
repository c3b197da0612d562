package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.BOOLEAN;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.RowMaker;

/// Functions that build arrays and take them apart. Elements are counted from 1; a negative place
/// counts from the end, as in DuckDB.
final class ArrayFunctions {
    private ArrayFunctions() {}

    static void register(Catalog catalog) {
        catalog.computed("list_value", "any, ...", ArrayFunctions::constructor);
        catalog.computed("element", "array, BIGINT", ArrayFunctions::element);
        catalog.alias("element", "array_extract", "list_extract", "list_element");
        catalog.computed("array_slice", "array, BIGINT, BIGINT", ArrayFunctions::slice);
        catalog.alias("array_slice", "list_slice");
        catalog.computed("array_length", "array", ArrayFunctions::length);
        catalog.alias("array_length", "list_length", "len", "length", "cardinality");
        catalog.computed("array_length", "array, BIGINT", ArrayFunctions::axis);
        catalog.alias("array_length", "array_upper");
        catalog.computed("array_ndims", "array", ArrayFunctions::axes);
        growing(catalog);
        series(catalog);
    }

    private static void growing(Catalog catalog) {
        catalog.computed("array_append", "array, any", (name, types) -> grown(name, types, false));
        catalog.alias("array_append", "list_append", "array_push_back");
        catalog.computed("array_prepend", "any, array", (name, types) -> grown(name, types, true));
        catalog.alias("array_prepend", "list_prepend");
        catalog.computed("array_concat", "array, ...", ArrayFunctions::concatenated);
        catalog.alias("array_concat", "array_cat", "list_concat", "list_cat");
        catalog.computed("||", "array, array", ArrayFunctions::joined);
        catalog.computed("array_reverse", "array", ArrayFunctions::reversed);
        catalog.alias("array_reverse", "list_reverse");
        catalog.computed("array_resize", "array, BIGINT [, any]", ArrayFunctions::resized);
        catalog.alias("array_resize", "list_resize");
        catalog.computed("array_where", "array, BOOLEAN[]", ArrayFunctions::chosen);
        catalog.alias("array_where", "list_where");
        catalog.computed("array_select", "array, BIGINT[]", ArrayFunctions::picked);
        catalog.alias("array_select", "list_select");
    }

    private static Optional<ScalarFunction> made(
            String name, List<DataType> arguments, DataType result, RowMaker.Kernel kernel, boolean strict) {
        EvaluatorFactory factory = (evaluators, type) ->
                strict ? RowMaker.strict(kernel, evaluators, type) : RowMaker.ofNulls(kernel, evaluators, type);
        return Optional.of(BuiltIn.of(name, arguments, result, factory));
    }

    private static Optional<ScalarFunction> constructor(String name, List<DataType> types) {
        Optional<DataType> element = Optional.of(ScalarType.NULL);
        for (DataType type : types) {
            element = type instanceof ArrayType
                    ? Optional.empty()
                    : element.flatMap(known -> TypeCoercion.common(known, type));
        }
        RowMaker.Kernel kernel = (in, row, out) -> {
            ArrayRow array = new ArrayRow(out, row);
            for (ColumnVector input : in) {
                array.add(input, row);
            }
            array.end();
        };
        return element.flatMap(
                type -> made(name, Collections.nCopies(types.size(), type), ArrayType.variable(type), kernel, false));
    }

    private static boolean isPlace(DataType type) {
        return TypeCoercion.castCost(type, BIGINT).isPresent();
    }

    private static Optional<ScalarFunction> element(String name, List<DataType> types) {
        boolean fits = types.size() == 2 && types.getFirst() instanceof ArrayType && isPlace(types.get(1));
        if (!fits) {
            return Optional.empty();
        }
        ArrayType array = (ArrayType) types.getFirst();
        RowMaker.Kernel kernel = (in, row, out) -> {
            ArrayColumnVector arrays = (ArrayColumnVector) in[0];
            long place = fromFront(Rows.getLong(in[1], row), arrays.length(row));
            if (place < 1 || place > arrays.length(row)) {
                Cells.setNull(out, row);
            } else {
                out.copyRow(arrays.child(), arrays.start(row) + (int) place - 1, row);
            }
        };
        return made(name, List.of(array, BIGINT), array.element(), kernel, true);
    }

    /// Turns a place that is counted from the end, -1 being the last, into one from the front.
    private static long fromFront(long place, int length) {
        return place < 0 ? length + place + 1 : place;
    }

    private static Optional<ScalarFunction> slice(String name, List<DataType> types) {
        boolean fits = types.size() == 3
                && types.getFirst() instanceof ArrayType
                && isPlace(types.get(1))
                && isPlace(types.get(2));
        if (!fits) {
            return Optional.empty();
        }
        ArrayType array = (ArrayType) types.getFirst();
        RowMaker.Kernel kernel = (in, row, out) -> {
            ArrayColumnVector arrays = (ArrayColumnVector) in[0];
            int length = arrays.length(row);
            long first = Math.max(1, fromFront(Rows.getLong(in[1], row), length));
            long last = Math.min(length, fromFront(Rows.getLong(in[2], row), length));
            int start = arrays.start(row);
            ArrayRow slice = new ArrayRow(out, row);
            if (first <= last) {
                slice.addAll(arrays.child(), start + (int) first - 1, start + (int) last);
            }
            slice.end();
        };
        return made(name, List.of(array, BIGINT, BIGINT), ArrayType.variable(array.element()), kernel, true);
    }

    private static Optional<ScalarFunction> length(String name, List<DataType> types) {
        return types.size() == 1 && types.getFirst() instanceof ArrayType
                ? Optional.of(BuiltIn.of(
                        name,
                        types,
                        BIGINT,
                        EvaluatorFactory.rows(Rows.numbers((in, row) -> ((ArrayColumnVector) in[0]).length(row)))))
                : Optional.empty();
    }

    /// The length of one axis; NULL where there is no such axis.
    private static Optional<ScalarFunction> axis(String name, List<DataType> types) {
        if (types.size() != 2 || !(types.getFirst() instanceof ArrayType array) || !isPlace(types.get(1))) {
            return Optional.empty();
        }
        RowMaker.Kernel kernel = (in, row, out) -> {
            long axis = Rows.getLong(in[1], row);
            boolean known = axis >= 1 && axis <= Math.max(1, array.shape().size());
            Cells.setNull(out, row);
            if (known) {
                Rows.setLong(out, row, axisLength(array, (ArrayColumnVector) in[0], row, (int) axis));
                out.setValid(row);
            }
        };
        return made(name, List.of(array, BIGINT), BIGINT, kernel, true);
    }

    private static long axisLength(ArrayType type, ArrayColumnVector arrays, int row, int axis) {
        return type.isFixed() ? type.shape().get(axis - 1) : arrays.length(row);
    }

    private static Optional<ScalarFunction> axes(String name, List<DataType> types) {
        if (types.size() != 1 || !(types.getFirst() instanceof ArrayType array)) {
            return Optional.empty();
        }
        long count = Math.max(1, array.shape().size());
        return Optional.of(BuiltIn.of(name, types, BIGINT, EvaluatorFactory.rows(Rows.numbers((in, row) -> count))));
    }

    /// A NULL array is an empty one here, as in PostgreSQL and DuckDB.
    private static Optional<ScalarFunction> grown(String name, List<DataType> types, boolean before) {
        if (types.size() != 2) {
            return Optional.empty();
        }
        int arrayPlace = before ? 1 : 0;
        DataType array = types.get(arrayPlace);
        DataType value = types.get(1 - arrayPlace);
        RowMaker.Kernel kernel = (in, row, out) -> {
            ArrayRow grown = new ArrayRow(out, row);
            if (before) {
                grown.add(in[0], row);
            }
            if (!in[arrayPlace].isNull(row)) {
                grown.addAll(in[arrayPlace], row);
            }
            if (!before) {
                grown.add(in[1], row);
            }
            grown.end();
        };
        return ArrayTypes.element(array, value).flatMap(element -> {
            DataType whole = ArrayTypes.of(array, element);
            List<DataType> arguments = before ? List.of(element, whole) : List.of(whole, element);
            return made(name, arguments, ArrayType.variable(element), kernel, false);
        });
    }

    private static Optional<ScalarFunction> concatenated(String name, List<DataType> types) {
        RowMaker.Kernel kernel = (in, row, out) -> {
            ArrayRow whole = new ArrayRow(out, row);
            for (ColumnVector part : in) {
                if (!part.isNull(row)) {
                    whole.addAll(part, row);
                }
            }
            whole.end();
        };
        return ArrayTypes.common(types)
                .flatMap(element -> made(name, parts(types, element), ArrayType.variable(element), kernel, false));
    }

    private static List<DataType> parts(List<DataType> types, DataType element) {
        return types.stream().map(type -> ArrayTypes.of(type, element)).toList();
    }

    /// `array || array`, and an element at either end.
    private static Optional<ScalarFunction> joined(String name, List<DataType> types) {
        if (types.stream().noneMatch(ArrayType.class::isInstance)) {
            return Optional.empty();
        }
        if (types.size() == 2 && !(types.get(1) instanceof ArrayType) && types.get(1) != ScalarType.NULL) {
            return grown(name, types, false);
        }
        if (types.size() == 2 && !(types.get(0) instanceof ArrayType) && types.get(0) != ScalarType.NULL) {
            return grown(name, types, true);
        }
        return concatenated(name, types);
    }

    private static Optional<ScalarFunction> reversed(String name, List<DataType> types) {
        if (types.size() != 1 || !(types.getFirst() instanceof ArrayType array)) {
            return Optional.empty();
        }
        RowMaker.Kernel kernel = (in, row, out) -> {
            ArrayColumnVector arrays = (ArrayColumnVector) in[0];
            ArrayRow reversed = new ArrayRow(out, row);
            for (int i = arrays.length(row) - 1; i >= 0; i--) {
                reversed.add(arrays.child(), arrays.start(row) + i);
            }
            reversed.end();
        };
        return made(name, types, ArrayType.variable(array.element()), kernel, true);
    }

    private static Optional<ScalarFunction> resized(String name, List<DataType> types) {
        boolean fits = (types.size() == 2 || types.size() == 3)
                && types.getFirst() instanceof ArrayType
                && isPlace(types.get(1));
        if (!fits) {
            return Optional.empty();
        }
        DataType filling = types.size() == 3 ? types.get(2) : ScalarType.NULL;
        RowMaker.Kernel kernel = (in, row, out) -> {
            if (in[0].isNull(row) || in[1].isNull(row)) {
                Cells.setNull(out, row);
                return;
            }
            ArrayColumnVector arrays = (ArrayColumnVector) in[0];
            long wanted = Rows.getLong(in[1], row);
            ArrayRow.checkLength(name, wanted);
            int kept = (int) Math.min(wanted, arrays.length(row));
            ArrayRow sized = new ArrayRow(out, row).addAll(arrays.child(), arrays.start(row), arrays.start(row) + kept);
            for (long i = kept; i < wanted; i++) {
                if (in.length == 3) {
                    sized.add(in[2], row);
                } else {
                    sized.addNull();
                }
            }
            sized.end();
        };
        return ArrayTypes.element(types.getFirst(), filling).flatMap(element -> {
            DataType whole = ArrayTypes.of(types.getFirst(), element);
            List<DataType> arguments = types.size() == 3 ? List.of(whole, BIGINT, element) : List.of(whole, BIGINT);
            return made(name, arguments, ArrayType.variable(element), kernel, false);
        });
    }

    /// The elements whose truth in a second array is TRUE.
    private static Optional<ScalarFunction> chosen(String name, List<DataType> types) {
        boolean fits = types.size() == 2
                && types.get(0) instanceof ArrayType
                && types.get(1) instanceof ArrayType truths
                && truths.element() == BOOLEAN;
        if (!fits) {
            return Optional.empty();
        }
        RowMaker.Kernel kernel = (in, row, out) -> {
            ArrayColumnVector arrays = (ArrayColumnVector) in[0];
            ArrayColumnVector truths = (ArrayColumnVector) in[1];
            ArrayRow chosen = new ArrayRow(out, row);
            for (int i = 0; i < Math.min(arrays.length(row), truths.length(row)); i++) {
                int truth = truths.start(row) + i;
                if (!truths.child().isNull(truth)
                        && ((org.almagest.columnar.vector.BooleanColumnVector) truths.child()).get(truth) != 0) {
                    chosen.add(arrays.child(), arrays.start(row) + i);
                }
            }
            chosen.end();
        };
        return made(name, types, ArrayType.variable(((ArrayType) types.getFirst()).element()), kernel, true);
    }

    /// The elements at the places that a second array lists; NULL for a place outside.
    private static Optional<ScalarFunction> picked(String name, List<DataType> types) {
        boolean fits = types.size() == 2
                && types.get(0) instanceof ArrayType
                && types.get(1) instanceof ArrayType places
                && isPlace(places.element());
        if (!fits) {
            return Optional.empty();
        }
        RowMaker.Kernel kernel = (in, row, out) -> {
            ArrayColumnVector arrays = (ArrayColumnVector) in[0];
            ArrayColumnVector places = (ArrayColumnVector) in[1];
            ArrayRow picked = new ArrayRow(out, row);
            for (int i = 0; i < places.length(row); i++) {
                int at = places.start(row) + i;
                long place = places.child().isNull(at) ? 0 : Rows.getLong(places.child(), at);
                if (place < 1 || place > arrays.length(row)) {
                    picked.addNull();
                } else {
                    picked.add(arrays.child(), arrays.start(row) + (int) place - 1);
                }
            }
            picked.end();
        };
        ArrayType array = (ArrayType) types.getFirst();
        return made(
                name, List.of(array, ArrayType.variable(BIGINT)), ArrayType.variable(array.element()), kernel, true);
    }

    private static void series(Catalog catalog) {
        for (int arguments = 1; arguments <= 3; arguments++) {
            DataType[] types = Collections.nCopies(arguments, BIGINT).toArray(DataType[]::new);
            DataType result = ArrayType.variable(BIGINT);
            catalog.make("range", result, (in, type) -> RowMaker.strict(series("range", false), in, type), types);
            catalog.make(
                    "generate_series",
                    result,
                    (in, type) -> RowMaker.strict(series("generate_series", true), in, type),
                    types);
        }
    }

    private static RowMaker.Kernel series(String name, boolean inclusive) {
        return (in, row, out) -> {
            long first = in.length == 1 ? 0 : Rows.getLong(in[0], row);
            long last = Rows.getLong(in[in.length == 1 ? 0 : 1], row);
            long step = in.length == 3 ? Rows.getLong(in[2], row) : 1;
            long count = NumberSeries.count(first, last, step, inclusive);
            ArrayRow.checkLength(name, count);
            ArrayRow series = new ArrayRow(out, row);
            for (long i = 0; i < count; i++) {
                series.add(first + i * step);
            }
            series.end();
        };
    }
}
