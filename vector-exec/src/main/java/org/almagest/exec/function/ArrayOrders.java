package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.Cells;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.RowMaker;
import org.almagest.exec.evaluate.RowOrder;

/// Functions that order the elements of an array, or tell equal ones apart.
final class ArrayOrders {
    private ArrayOrders() {}

    static void register(Catalog catalog) {
        catalog.computed(
                "array_sort",
                "array [, 'ASC' or 'DESC' [, 'NULLS FIRST' or 'NULLS LAST']]",
                (name, types) -> sorted(name, types, false));
        catalog.alias("array_sort", "list_sort");
        catalog.computed("array_reverse_sort", "array", (name, types) -> sorted(name, types, true));
        catalog.alias("array_reverse_sort", "list_reverse_sort");
        catalog.computed("array_grade_up", "array", ArrayOrders::graded);
        catalog.alias("array_grade_up", "list_grade_up");
        catalog.computed("array_distinct", "array", ArrayOrders::distinct);
        catalog.alias("array_distinct", "list_distinct");
        catalog.computed("array_unique", "array", ArrayOrders::unique);
        catalog.alias("array_unique", "list_unique");
    }

    /// Answers the elements of a row in ascending order, as indexes into the child; NULLs are left
    /// out.
    private static List<Integer> order(DataType element, ArrayColumnVector arrays, int row) {
        List<Integer> order = new ArrayList<>();
        for (int i = arrays.start(row); i < arrays.start(row) + arrays.length(row); i++) {
            if (!arrays.child().isNull(i)) {
                order.add(i);
            }
        }
        order.sort((a, b) -> RowOrder.compare(element, arrays.child(), a, arrays.child(), b));
        return order;
    }

    private static Optional<ScalarFunction> sorted(String name, List<DataType> types, boolean reverse) {
        boolean fits = !types.isEmpty()
                && types.size() <= (reverse ? 1 : 3)
                && types.getFirst() instanceof ArrayType
                && types.stream().skip(1).allMatch(type -> type == org.almagest.columnar.type.ScalarType.VARCHAR);
        if (!fits) {
            return Optional.empty();
        }
        ArrayType array = (ArrayType) types.getFirst();
        RowMaker.Kernel kernel = (in, row, out) -> {
            ArrayColumnVector arrays = (ArrayColumnVector) in[0];
            boolean descending = reverse || option(in, 1, row, "ASC", "DESC");
            boolean nullsLast = option(in, 2, row, "NULLS FIRST", "NULLS LAST") || in.length < 3;
            List<Integer> order = order(array.element(), arrays, row);
            ArrayRow sorted = new ArrayRow(out, row);
            int nulls = arrays.length(row) - order.size();
            addNulls(sorted, nullsLast ? 0 : nulls);
            (descending ? order.reversed() : order).forEach(i -> sorted.add(arrays.child(), i));
            addNulls(sorted, nullsLast ? nulls : 0);
            sorted.end();
        };
        return Optional.of(BuiltIn.of(
                name,
                types,
                ArrayType.variable(array.element()),
                (evaluators, type) -> RowMaker.strict(kernel, evaluators, type)));
    }

    private static void addNulls(ArrayRow array, int count) {
        for (int i = 0; i < count; i++) {
            array.addNull();
        }
    }

    /// Answers whether an argument says `yes`; it must be that or `no`.
    private static boolean option(ColumnVector[] in, int argument, int row, String no, String yes) {
        if (argument >= in.length) {
            return false;
        }
        String given = Rows.text(in[argument], row).strip();
        if (!given.equalsIgnoreCase(no) && !given.equalsIgnoreCase(yes)) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER,
                    "the order of a sort is '" + no + "' or '" + yes + "', not '" + given + "'");
        }
        return given.equalsIgnoreCase(yes);
    }

    /// The places of the elements in ascending order, NULLs last.
    private static Optional<ScalarFunction> graded(String name, List<DataType> types) {
        if (types.size() != 1 || !(types.getFirst() instanceof ArrayType array)) {
            return Optional.empty();
        }
        RowMaker.Kernel kernel = (in, row, out) -> {
            ArrayColumnVector arrays = (ArrayColumnVector) in[0];
            int start = arrays.start(row);
            ArrayRow places = new ArrayRow(out, row);
            order(array.element(), arrays, row).forEach(i -> places.add(i - start + 1L));
            for (int i = 0; i < arrays.length(row); i++) {
                if (arrays.child().isNull(start + i)) {
                    places.add(i + 1L);
                }
            }
            places.end();
        };
        return Optional.of(BuiltIn.of(
                name,
                types,
                ArrayType.variable(BIGINT),
                (evaluators, type) -> RowMaker.strict(kernel, evaluators, type)));
    }

    /// The different elements in the order in which they first come; NULLs left out.
    private static Optional<ScalarFunction> distinct(String name, List<DataType> types) {
        if (types.size() != 1 || !(types.getFirst() instanceof ArrayType array)) {
            return Optional.empty();
        }
        RowMaker.Kernel kernel = (in, row, out) -> {
            ArrayColumnVector arrays = (ArrayColumnVector) in[0];
            List<Integer> firsts = firsts(array.element(), arrays, row);
            firsts.sort(null);
            ArrayRow distinct = new ArrayRow(out, row);
            firsts.forEach(i -> distinct.add(arrays.child(), i));
            distinct.end();
        };
        return Optional.of(BuiltIn.of(
                name,
                types,
                ArrayType.variable(array.element()),
                (evaluators, type) -> RowMaker.strict(kernel, evaluators, type)));
    }

    /// Answers the first of each group of equal elements: the sort is stable.
    private static List<Integer> firsts(DataType element, ArrayColumnVector arrays, int row) {
        List<Integer> firsts = new ArrayList<>();
        for (int i : order(element, arrays, row)) {
            boolean isNew = firsts.isEmpty()
                    || RowOrder.compare(element, arrays.child(), firsts.getLast(), arrays.child(), i) != 0;
            if (isNew) {
                firsts.add(i);
            }
        }
        return firsts;
    }

    private static Optional<ScalarFunction> unique(String name, List<DataType> types) {
        if (types.size() != 1 || !(types.getFirst() instanceof ArrayType array)) {
            return Optional.empty();
        }
        return Optional.of(BuiltIn.of(
                name,
                types,
                BIGINT,
                (evaluators, type) -> RowMaker.strict(
                        (in, row, out) -> Cells.set(out, row, org.almagest.columnar.type.Value.of((long)
                                firsts(array.element(), (ArrayColumnVector) in[0], row)
                                        .size())),
                        evaluators,
                        type)));
    }
}
