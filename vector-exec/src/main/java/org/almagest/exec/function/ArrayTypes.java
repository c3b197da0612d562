package org.almagest.exec.function;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.ScalarType;

/// Resolves functions of arrays: which element type the arguments have in common.
final class ArrayTypes {
    private ArrayTypes() {}

    /// Answers the array type of an argument; NULL is an array of nothing known.
    static Optional<ArrayType> array(DataType type) {
        if (type == ScalarType.NULL) {
            return Optional.of(ArrayType.variable(ScalarType.NULL));
        }
        return type instanceof ArrayType array ? Optional.of(array) : Optional.empty();
    }

    /// Answers the element type that an array and a value beside it meet in.
    static Optional<DataType> element(DataType array, DataType value) {
        return array(array)
                .filter(type -> !(value instanceof ArrayType))
                .flatMap(type -> TypeCoercion.common(type.element(), value));
    }

    /// Answers the element type that arrays meet in; empty unless all are arrays, one at least not
    /// a bare NULL.
    static Optional<DataType> common(List<DataType> arrays) {
        Optional<DataType> common = Optional.of(ScalarType.NULL);
        boolean any = false;
        for (DataType next : arrays) {
            any |= next instanceof ArrayType;
            common = common.flatMap(known -> array(next).flatMap(array -> TypeCoercion.common(known, array.element())));
        }
        return any ? common : Optional.empty();
    }

    /// Answers the array as it is where its elements have the type already, else with that element
    /// type, any length.
    static DataType of(DataType array, DataType element) {
        return array instanceof ArrayType type && type.element().equals(element) ? type : ArrayType.variable(element);
    }
}
