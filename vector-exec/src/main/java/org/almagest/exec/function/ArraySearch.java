package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.BOOLEAN;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.RowMaker;
import org.almagest.exec.evaluate.RowOrder;

/// Functions that look for values among the elements of arrays. NULL elements equal nothing, but a
/// NULL that is looked for in `array_position` and `array_remove`.
final class ArraySearch {
    private ArraySearch() {}

    static void register(Catalog catalog) {
        catalog.computed("array_contains", "array, any", (name, types) -> truth(name, types, contains()));
        catalog.alias("array_contains", "list_contains", "array_has", "list_has");
        catalog.computed("array_position", "array, any", ArraySearch::position);
        catalog.alias("array_position", "list_position", "array_indexof", "list_indexof");
        catalog.computed("array_positions", "array, any", ArraySearch::positions);
        catalog.alias("array_positions", "list_positions");
        catalog.computed("array_remove", "array, any", ArraySearch::removed);
        catalog.alias("array_remove", "list_remove");
        catalog.computed("array_replace", "array, any, any", ArraySearch::replaced);
        catalog.alias("array_replace", "list_replace");
        catalog.computed("array_has_any", "array, array", (name, types) -> sets(name, types, true));
        catalog.alias("array_has_any", "list_has_any");
        catalog.computed("array_has_all", "array, array", (name, types) -> sets(name, types, false));
        catalog.alias("array_has_all", "list_has_all");
        catalog.computed("array_intersect", "array, array", ArraySearch::intersection);
        catalog.alias("array_intersect", "list_intersect");
    }

    /// Something found out about a row's array and a value beside it.
    private interface Test {
        boolean holds(DataType element, ColumnVector[] in, int row);
    }

    private static Test contains() {
        return (element, in, row) -> find(element, (ArrayColumnVector) in[0], row, 0, in[1], row) >= 0;
    }

    private static Optional<ScalarFunction> truth(String name, List<DataType> types, Test test) {
        return withValue(
                name,
                types,
                BOOLEAN,
                (element, factoryType) ->
                        EvaluatorFactory.rows(Rows.truths((in, row) -> test.holds(element, in, row))));
    }

    /// Makes an evaluator for a known element type.
    private interface Maker {
        EvaluatorFactory of(DataType element, ArrayType array);
    }

    private static Optional<ScalarFunction> withValue(String name, List<DataType> types, DataType result, Maker maker) {
        if (types.size() != 2) {
            return Optional.empty();
        }
        return ArrayTypes.element(types.get(0), types.get(1))
                .map(element -> BuiltIn.of(
                        name,
                        List.of(ArrayTypes.of(types.get(0), element), element),
                        result,
                        maker.of(element, ArrayType.variable(element))));
    }

    /// Answers the place, from 0 and not before `from`, of an element that equals a row of another
    /// vector (NULL equals NULL); -1 where there is none.
    static int find(DataType element, ArrayColumnVector arrays, int row, int from, ColumnVector values, int value) {
        int start = arrays.start(row);
        boolean wanted = values.isNull(value);
        for (int i = from; i < arrays.length(row); i++) {
            boolean missing = arrays.child().isNull(start + i);
            boolean same = missing || wanted
                    ? missing && wanted
                    : RowOrder.compare(element, arrays.child(), start + i, values, value) == 0;
            if (same) {
                return i;
            }
        }
        return -1;
    }

    private static Optional<ScalarFunction> position(String name, List<DataType> types) {
        return withValue(
                name,
                types,
                BIGINT,
                (element, array) -> (evaluators, type) -> RowMaker.ofNulls(
                        (in, row, out) -> {
                            int place = in[0].isNull(row)
                                    ? -1
                                    : find(element, (ArrayColumnVector) in[0], row, 0, in[1], row);
                            Cells.setNull(out, row);
                            if (place >= 0) {
                                Rows.setLong(out, row, place + 1L);
                                out.setValid(row);
                            }
                        },
                        evaluators,
                        type));
    }

    private static Optional<ScalarFunction> positions(String name, List<DataType> types) {
        return withValue(
                name,
                types,
                ArrayType.variable(BIGINT),
                (element, array) -> eachFound(element, (in, row, out) -> {
                    ArrayColumnVector arrays = (ArrayColumnVector) in[0];
                    ArrayRow places = new ArrayRow(out, row);
                    int place = find(element, arrays, row, 0, in[1], row);
                    while (place >= 0) {
                        places.add(place + 1L);
                        place = find(element, arrays, row, place + 1, in[1], row);
                    }
                    places.end();
                }));
    }

    private static EvaluatorFactory eachFound(DataType element, RowMaker.Kernel kernel) {
        return (evaluators, type) -> RowMaker.ofNulls(
                (in, row, out) -> {
                    if (in[0].isNull(row)) {
                        Cells.setNull(out, row);
                    } else {
                        kernel.make(in, row, out);
                    }
                },
                evaluators,
                type);
    }

    private static Optional<ScalarFunction> removed(String name, List<DataType> types) {
        if (types.size() != 2) {
            return Optional.empty();
        }
        return ArrayTypes.element(types.get(0), types.get(1))
                .map(element -> BuiltIn.of(
                        name,
                        List.of(ArrayTypes.of(types.get(0), element), element),
                        ArrayType.variable(element),
                        eachFound(element, (in, row, out) -> exchange(element, in, row, out, Optional.empty()))));
    }

    private static Optional<ScalarFunction> replaced(String name, List<DataType> types) {
        if (types.size() != 3) {
            return Optional.empty();
        }
        return ArrayTypes.element(types.get(0), types.get(1))
                .flatMap(known -> TypeCoercion.common(known, types.get(2)))
                .map(element -> BuiltIn.of(
                        name,
                        List.of(ArrayTypes.of(types.get(0), element), element, element),
                        ArrayType.variable(element),
                        eachFound(element, (in, row, out) -> exchange(element, in, row, out, Optional.of(in[2])))));
    }

    /// Copies a row's array, with every element that equals a value replaced or left out.
    private static void exchange(
            DataType element, ColumnVector[] in, int row, ColumnVector out, Optional<ColumnVector> by) {
        ArrayColumnVector arrays = (ArrayColumnVector) in[0];
        ArrayRow changed = new ArrayRow(out, row);
        int next = find(element, arrays, row, 0, in[1], row);
        for (int i = 0; i < arrays.length(row); i++) {
            if (i != next) {
                changed.add(arrays.child(), arrays.start(row) + i);
                continue;
            }
            by.ifPresent(value -> changed.add(value, row));
            next = find(element, arrays, row, i + 1, in[1], row);
        }
        changed.end();
    }

    /// Whether an array has any, or all, elements of another; NULLs do not count.
    private static Optional<ScalarFunction> sets(String name, List<DataType> types, boolean any) {
        if (types.size() != 2) {
            return Optional.empty();
        }
        return ArrayTypes.common(types)
                .map(element -> BuiltIn.of(
                        name,
                        types.stream().map(type -> ArrayTypes.of(type, element)).toList(),
                        BOOLEAN,
                        EvaluatorFactory.rows(Rows.truths((in, row) -> {
                            ArrayColumnVector among = (ArrayColumnVector) in[0];
                            ArrayColumnVector wanted = (ArrayColumnVector) in[1];
                            for (int i = 0; i < wanted.length(row); i++) {
                                int at = wanted.start(row) + i;
                                boolean counts = !wanted.child().isNull(at);
                                if (counts && find(element, among, row, 0, wanted.child(), at) >= 0 == any) {
                                    return any;
                                }
                            }
                            return !any;
                        }))));
    }

    /// The different elements of an array that another one has too, in the order of the first.
    private static Optional<ScalarFunction> intersection(String name, List<DataType> types) {
        if (types.size() != 2) {
            return Optional.empty();
        }
        return ArrayTypes.common(types)
                .map(element -> BuiltIn.of(
                        name,
                        types.stream().map(type -> ArrayTypes.of(type, element)).toList(),
                        ArrayType.variable(element),
                        (evaluators, type) -> RowMaker.strict(
                                (in, row, out) -> {
                                    ArrayColumnVector first = (ArrayColumnVector) in[0];
                                    ArrayColumnVector second = (ArrayColumnVector) in[1];
                                    ArrayRow both = new ArrayRow(out, row);
                                    for (int i = 0; i < first.length(row); i++) {
                                        int at = first.start(row) + i;
                                        boolean isNew = !first.child().isNull(at)
                                                && find(element, first, row, 0, first.child(), at) == i;
                                        if (isNew && find(element, second, row, 0, first.child(), at) >= 0) {
                                            both.add(first.child(), at);
                                        }
                                    }
                                    both.end();
                                },
                                evaluators,
                                type)));
    }
}
