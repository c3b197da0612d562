package org.almagest.exec.function;

import static org.almagest.columnar.type.ScalarType.VARCHAR;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.columnar.type.Value;
import org.almagest.exec.evaluate.ConstantVector;
import org.almagest.exec.evaluate.ExtremeEvaluator;

/// Functions of values of any type: greatest, least, typeof.
final class ValueFunctions {
    private ValueFunctions() {}

    static void register(Catalog catalog) {
        catalog.computed("greatest", "any, ...", (name, types) -> extreme(name, types, true));
        catalog.computed("least", "any, ...", (name, types) -> extreme(name, types, false));
        catalog.computed("typeof", "any", ValueFunctions::typeOf);
        catalog.alias("typeof", "pg_typeof");
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
                (arguments, result) -> ExtremeEvaluator.of(arguments, result, greatest)));
    }

    private static Optional<ScalarFunction> typeOf(String name, List<DataType> types) {
        if (types.size() != 1) {
            return Optional.empty();
        }
        String text = types.getFirst().sqlName();
        return Optional.of(
                BuiltIn.of(name, types, VARCHAR, (arguments, result) -> new ConstantVector(Value.of(text), VARCHAR)));
    }
}
