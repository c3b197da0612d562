package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BOOLEAN;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.scan.Comparison;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.columnar.vector.BooleanColumnVector;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.exec.evaluate.RowMaker;
import org.almagest.exec.evaluate.RowOrder;

/// `x = ANY (array)` and its relatives, under names that no call can have:
///
/// ```text
/// x < ANY (a)   "<any"(x, a)   TRUE if one comparison is, else NULL if one is, else FALSE
/// x < ALL (a)   "<all"(x, a)   FALSE if one comparison is, else NULL if one is, else TRUE
/// ```
public final class ArrayComparisons {
    private ArrayComparisons() {}

    /// Answers the name of a comparison with the elements of an array.
    public static String name(Comparison comparison, boolean all) {
        String symbol = switch (comparison) {
            case EQUAL -> "=";
            case NOT_EQUAL -> "<>";
            case LESS -> "<";
            case LESS_OR_EQUAL -> "<=";
            case GREATER -> ">";
            case GREATER_OR_EQUAL -> ">=";
        };
        return symbol + (all ? "all" : "any");
    }

    static void register(Catalog catalog) {
        for (Comparison comparison : Comparison.values()) {
            for (boolean all : new boolean[] {false, true}) {
                catalog.computed(
                        name(comparison, all),
                        "any, array",
                        (called, types) -> compared(called, types, comparison, all));
            }
        }
    }

    private static Optional<ScalarFunction> compared(
            String name, List<DataType> types, Comparison comparison, boolean all) {
        if (types.size() != 2) {
            return Optional.empty();
        }
        return ArrayTypes.element(types.get(1), types.get(0))
                .map(element -> BuiltIn.of(
                        name,
                        List.of(element, ArrayTypes.of(types.get(1), element)),
                        BOOLEAN,
                        (evaluators, type) -> RowMaker.ofNulls(
                                (in, row, out) -> compare(element, comparison, all, in, row, (BooleanColumnVector) out),
                                evaluators,
                                type)));
    }

    private static void compare(
            DataType element, Comparison comparison, boolean all, ColumnVector[] in, int row, BooleanColumnVector out) {
        if (in[1].isNull(row)) {
            out.setNull(row);
            return;
        }
        ArrayColumnVector arrays = (ArrayColumnVector) in[1];
        int start = arrays.start(row);
        boolean unknown = false;
        for (int i = start; i < start + arrays.length(row); i++) {
            if (in[0].isNull(row) || arrays.child().isNull(i)) {
                unknown = true;
            } else if (comparison.holds(RowOrder.compare(element, in[0], row, arrays.child(), i)) != all) {
                out.set(row, (byte) (all ? 0 : 1));
                return;
            }
        }
        if (unknown) {
            out.setNull(row);
        } else {
            out.set(row, (byte) (all ? 1 : 0));
        }
    }
}
