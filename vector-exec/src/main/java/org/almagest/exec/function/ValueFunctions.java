package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.BIGINT;
import static org.almagest.columnar.type.ScalarType.VARCHAR;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.columnar.vector.ArrayColumnVector;
import org.almagest.exec.evaluate.ConstantVector;
import org.almagest.exec.evaluate.ExtremeEvaluator;

/// Functions of values of any type: greatest, least, typeof, and those of arrays.
final class ValueFunctions {
    private ValueFunctions() {}

    static void register(Catalog catalog) {
        catalog.computed("greatest", "any, ...", (name, types) -> extreme(name, types, true));
        catalog.computed("least", "any, ...", (name, types) -> extreme(name, types, false));
        catalog.computed("typeof", "any", ValueFunctions::typeOf);
        catalog.alias("typeof", "pg_typeof");
        catalog.computed("element", "array, BIGINT", ValueFunctions::element);
        catalog.alias("element", "array_extract", "list_extract");
        catalog.computed("array_length", "array", ValueFunctions::length);
        catalog.alias("array_length", "len", "cardinality");
    }

    private static Optional<ScalarFunction> extreme(String name, List<DataType> types, boolean greatest) {
        if (types.isEmpty()) {
            return Optional.empty();
        }
        DataType common = types.getFirst();
        for (DataType type : types) {
            Optional<DataType> next = TypeCoercion.common(common, type);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            common = next.get();
        }
        DataType type = common == ScalarType.NULL ? ScalarType.INTEGER : common;
        return Optional.of(BuiltIn.of(
                name,
                Collections.nCopies(types.size(), type),
                type,
                (arguments, result) -> new ExtremeEvaluator(arguments, result, greatest)));
    }

    private static Optional<ScalarFunction> typeOf(String name, List<DataType> types) {
        if (types.size() != 1) {
            return Optional.empty();
        }
        String text = types.getFirst().sqlName();
        return Optional.of(
                BuiltIn.of(name, types, VARCHAR, (arguments, result) -> new ConstantVector(Value.of(text), VARCHAR)));
    }

    private static Optional<ScalarFunction> element(String name, List<DataType> types) {
        boolean fits = types.size() == 2
                && types.getFirst() instanceof ArrayType
                && TypeCoercion.castCost(types.get(1), BIGINT).isPresent();
        if (!fits) {
            return Optional.empty();
        }
        ArrayType array = (ArrayType) types.getFirst();
        return Optional.of(BuiltIn.of(
                name,
                List.of(array, BIGINT),
                array.element(),
                (arguments, result) -> new ElementEvaluator(arguments.get(0), arguments.get(1), result)));
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
}
