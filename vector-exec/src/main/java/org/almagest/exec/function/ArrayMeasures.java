package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.DOUBLE;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.AlmagestException;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.DoubleColumnVector;
import org.almagest.exec.evaluate.RowsCall;

/// Arrays of numbers as vectors of one space. Both have as many elements, none of them NULL.
final class ArrayMeasures {
    private ArrayMeasures() {}

    /// A number made of the sums over two vectors.
    private interface Measure {
        double of(double product, double squareA, double squareB, double squareOfDifference);
    }

    static void register(Catalog catalog) {
        add(catalog, "inner_product", (product, a, b, d) -> product);
        add(catalog, "dot_product", (product, a, b, d) -> product);
        add(catalog, "distance", (product, a, b, d) -> Math.sqrt(d));
        add(catalog, "cosine_similarity", (product, a, b, d) -> cosine(product, a, b));
        add(catalog, "cosine_distance", (product, a, b, d) -> 1 - cosine(product, a, b));
    }

    private static double cosine(double product, double squareA, double squareB) {
        double cosine = product / Math.sqrt(squareA * squareB);
        return Math.max(-1, Math.min(1, cosine));
    }

    private static void add(Catalog catalog, String name, Measure measure) {
        String called = "array_" + name;
        catalog.computed(called, "number[], number[]", (asked, types) -> resolve(asked, types, measure));
        catalog.alias(called, "list_" + name);
    }

    private static Optional<ScalarFunction> resolve(String name, List<DataType> types, Measure measure) {
        boolean fits = types.size() == 2 && types.stream().allMatch(ArrayMeasures::isNumbers);
        return fits
                ? Optional.of(BuiltIn.of(
                        name,
                        types.stream().map(type -> ArrayTypes.of(type, DOUBLE)).toList(),
                        DOUBLE,
                        (evaluators, type) -> RowsCall.of(
                                Rows.measures((in, row) -> measure(name, in, row, measure)), evaluators, type)))
                : Optional.empty();
    }

    private static boolean isNumbers(DataType type) {
        return type instanceof ArrayType array && array.element().isNumeric();
    }

    private static double measure(String name, ColumnVector[] in, int row, Measure measure) {
        ArrayColumnVector a = (ArrayColumnVector) in[0];
        ArrayColumnVector b = (ArrayColumnVector) in[1];
        int length = a.length(row);
        if (length != b.length(row)) {
            throw AlmagestException.of(
                    SqlState.INVALID_PARAMETER,
                    name + " takes two arrays of one length, not of " + length + " and " + b.length(row));
        }
        requireKnown(name, a, row);
        requireKnown(name, b, row);
        double[] x = ((DoubleColumnVector) a.child()).values();
        double[] y = ((DoubleColumnVector) b.child()).values();
        double product = 0;
        double squareX = 0;
        double squareY = 0;
        double difference = 0;
        for (int i = a.start(row), j = b.start(row), end = i + length; i < end; i++, j++) {
            product += x[i] * y[j];
            squareX += x[i] * x[i];
            squareY += y[j] * y[j];
            difference += (x[i] - y[j]) * (x[i] - y[j]);
        }
        return measure.of(product, squareX, squareY, difference);
    }

    private static void requireKnown(String name, ArrayColumnVector arrays, int row) {
        for (int i = arrays.start(row); i < arrays.start(row) + arrays.length(row); i++) {
            if (arrays.child().isNull(i)) {
                throw AlmagestException.of(SqlState.INVALID_PARAMETER, name + " takes arrays without NULLs");
            }
        }
    }
}
