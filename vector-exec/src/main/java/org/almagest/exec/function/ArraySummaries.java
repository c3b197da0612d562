package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.BOOLEAN;
import static org.almagest.columnar.type.ScalarType.DOUBLE;
import static org.almagest.columnar.type.ScalarType.NULL;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.columnar.vector.HugeColumnVector;
import org.almagest.exec.cast.ExactNumber;
import org.almagest.exec.evaluate.RowMaker;
import org.almagest.exec.evaluate.RowOrder;

/// One value of the elements of an array: what the aggregate of the same name gives over them. NULL
/// elements do not count; over none the result is NULL, but for `list_count`.
final class ArraySummaries {
    private ArraySummaries() {}

    /// A number made of those of an array.
    private interface Measure {
        double of(ElementNumbers numbers);
    }

    static void register(Catalog catalog) {
        catalog.computed("list_sum", "number[]", ArraySummaries::sum);
        measure(catalog, "list_avg", 1, ElementNumbers::mean);
        measure(catalog, "list_product", 1, ElementNumbers::product);
        measure(catalog, "list_median", 1, ElementNumbers::median);
        measure(catalog, "list_var_pop", 1, numbers -> numbers.squares() / numbers.count());
        measure(catalog, "list_var_samp", 2, numbers -> numbers.squares() / (numbers.count() - 1));
        measure(catalog, "list_stddev_pop", 1, numbers -> Math.sqrt(numbers.squares() / numbers.count()));
        measure(catalog, "list_stddev_samp", 2, numbers -> Math.sqrt(numbers.squares() / (numbers.count() - 1)));
        catalog.computed("list_min", "array", (name, types) -> picked(name, types, Pick.LEAST));
        catalog.computed("list_max", "array", (name, types) -> picked(name, types, Pick.GREATEST));
        catalog.computed("list_first", "array", (name, types) -> picked(name, types, Pick.FIRST));
        catalog.computed("list_last", "array", (name, types) -> picked(name, types, Pick.LAST));
        catalog.computed("list_any_value", "array", (name, types) -> picked(name, types, Pick.FIRST_KNOWN));
        catalog.computed("list_count", "array", ArraySummaries::count);
        catalog.computed("list_bool_and", "BOOLEAN[]", (name, types) -> truth(name, types, true));
        catalog.computed("list_bool_or", "BOOLEAN[]", (name, types) -> truth(name, types, false));
        for (String of :
                List.of("sum", "avg", "product", "median", "min", "max", "first", "last", "count", "any_value")) {
            catalog.alias("list_" + of, "array_" + of);
        }
    }

    private static Optional<ArrayType> numbers(List<DataType> types) {
        return types.size() == 1
                        && types.getFirst() instanceof ArrayType array
                        && (array.element().isNumeric() || array.element() == NULL)
                ? Optional.of(array.element() == NULL ? ArrayType.variable(DOUBLE) : array)
                : Optional.empty();
    }

    private static void measure(Catalog catalog, String name, int atLeast, Measure measure) {
        catalog.computed(
                name,
                "number[]",
                (called, types) -> numbers(types)
                        .map(array -> BuiltIn.of(called, List.of(array), DOUBLE, (evaluators, type) -> {
                            ElementNumbers numbers = new ElementNumbers();
                            return RowMaker.strict(
                                    (in, row, out) -> {
                                        numbers.gather(array.element(), (ArrayColumnVector) in[0], row);
                                        if (numbers.count() < atLeast) {
                                            out.setNull(row);
                                        } else {
                                            ((DoubleColumnVector) out).set(row, measure.of(numbers));
                                        }
                                    },
                                    evaluators,
                                    type);
                        })));
    }

    /// The sum in the type that the aggregate gives.
    private static Optional<ScalarFunction> sum(String name, List<DataType> types) {
        return numbers(types).map(array -> {
            DataType result = Aggregates.find("sum", List.of(array.element()))
                    .orElseThrow()
                    .resultType();
            return BuiltIn.of(name, List.of(array), result, (evaluators, type) -> {
                ElementNumbers numbers = new ElementNumbers();
                return RowMaker.strict(
                        (in, row, out) -> {
                            ArrayColumnVector arrays = (ArrayColumnVector) in[0];
                            if (known(arrays, row) == 0) {
                                Cells.setNull(out, row);
                            } else if (array.element().isFloating()) {
                                numbers.gather(array.element(), arrays, row);
                                ((DoubleColumnVector) out).set(row, numbers.sum());
                            } else {
                                exactSum(array.element(), arrays, row, out, type);
                            }
                        },
                        evaluators,
                        type);
            });
        });
    }

    private static void exactSum(
            DataType element, ArrayColumnVector arrays, int row, ColumnVector out, DataType result) {
        BigInteger sum = BigInteger.ZERO;
        int start = arrays.start(row);
        for (int i = start; i < start + arrays.length(row); i++) {
            if (!arrays.child().isNull(i)) {
                sum = sum.add(ExactNumber.unscaled(element, arrays.child(), i));
            }
        }
        if (sum.compareTo(ExactNumber.max(result)) > 0 || sum.compareTo(ExactNumber.min(result)) < 0) {
            throw AlmagestException.of(
                    SqlState.NUMERIC_OUT_OF_RANGE,
                    "the sum of the elements is out of the range of " + result.sqlName());
        }
        if (result instanceof DecimalType) {
            ((HugeColumnVector) out).set(row, sum);
        } else {
            Rows.setLong(out, row, sum.longValueExact());
            out.setValid(row);
        }
    }

    private static int known(ArrayColumnVector arrays, int row) {
        int known = 0;
        int start = arrays.start(row);
        for (int i = start; i < start + arrays.length(row); i++) {
            known += arrays.child().isNull(i) ? 0 : 1;
        }
        return known;
    }

    private static Optional<ScalarFunction> count(String name, List<DataType> types) {
        return types.size() == 1 && types.getFirst() instanceof ArrayType
                ? Optional.of(BuiltIn.of(
                        name,
                        types,
                        BIGINT,
                        EvaluatorFactory.rows(Rows.numbers((in, row) -> known((ArrayColumnVector) in[0], row)))))
                : Optional.empty();
    }

    /// Which element stands for all.
    private enum Pick {
        FIRST,
        LAST,
        FIRST_KNOWN,
        LEAST,
        GREATEST
    }

    private static Optional<ScalarFunction> picked(String name, List<DataType> types, Pick pick) {
        if (types.size() != 1 || !(types.getFirst() instanceof ArrayType array)) {
            return Optional.empty();
        }
        return Optional.of(BuiltIn.of(
                name,
                types,
                array.element(),
                (evaluators, type) -> RowMaker.strict(
                        (in, row, out) -> {
                            ArrayColumnVector arrays = (ArrayColumnVector) in[0];
                            int element = place(pick, array.element(), arrays, row);
                            if (element < 0) {
                                Cells.setNull(out, row);
                            } else {
                                out.copyRow(arrays.child(), element, row);
                            }
                        },
                        evaluators,
                        type)));
    }

    /// Answers the index in the child of the element that is picked; -1 where there is none.
    private static int place(Pick pick, DataType element, ArrayColumnVector arrays, int row) {
        int start = arrays.start(row);
        int end = start + arrays.length(row);
        if (pick == Pick.FIRST || pick == Pick.LAST) {
            return start == end ? -1 : pick == Pick.FIRST ? start : end - 1;
        }
        int best = -1;
        for (int i = start; i < end; i++) {
            if (arrays.child().isNull(i)) {
                continue;
            }
            int order = best < 0 ? 0 : RowOrder.compare(element, arrays.child(), i, arrays.child(), best);
            boolean better = best < 0 || pick == Pick.LEAST && order < 0 || pick == Pick.GREATEST && order > 0;
            best = better ? i : best;
        }
        return best;
    }

    private static Optional<ScalarFunction> truth(String name, List<DataType> types, boolean and) {
        boolean fits = types.size() == 1
                && types.getFirst() instanceof ArrayType array
                && (array.element() == BOOLEAN || array.element() == NULL);
        if (!fits) {
            return Optional.empty();
        }
        return Optional.of(BuiltIn.of(
                name,
                List.of(ArrayType.variable(BOOLEAN)),
                BOOLEAN,
                (in, type) -> RowMaker.strict(
                        (inputs, row, out) -> {
                            ArrayColumnVector arrays = (ArrayColumnVector) inputs[0];
                            BooleanColumnVector truths = (BooleanColumnVector) arrays.child();
                            boolean result = and;
                            for (int i = arrays.start(row); i < arrays.start(row) + arrays.length(row); i++) {
                                boolean decides = !truths.isNull(i) && (truths.get(i) != 0) != and;
                                result = decides ? !and : result;
                            }
                            if (known(arrays, row) == 0) {
                                out.setNull(row);
                            } else {
                                ((BooleanColumnVector) out).set(row, (byte) (result ? 1 : 0));
                            }
                        },
                        in,
                        type)));
    }
}
