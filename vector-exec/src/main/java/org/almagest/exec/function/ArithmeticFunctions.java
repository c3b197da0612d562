package org.almagest.exec.function;

import java.util.List;
import java.util.Optional;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;
import org.almagest.exec.evaluate.DenseKernel;

/// The operators `+ - * / // % ^`, unary minus, and dates with days. Their types are those of
/// docs/types.md.
final class ArithmeticFunctions {
    private static final String NUMBERS = "number, number";

    private ArithmeticFunctions() {}

    static void register(Catalog catalog) {
        catalog.computed("+", NUMBERS, (name, arguments) -> additive(name, ArithmeticOperation.ADD, arguments));
        catalog.computed("-", NUMBERS, (name, arguments) -> additive(name, ArithmeticOperation.SUBTRACT, arguments));
        catalog.computed("*", NUMBERS, ArithmeticFunctions::multiply);
        catalog.computed("/", NUMBERS, (name, arguments) -> divide(name, arguments, false));
        catalog.computed("//", NUMBERS, (name, arguments) -> divide(name, arguments, true));
        catalog.computed("%", NUMBERS, ArithmeticFunctions::remainder);
        catalog.computed("mod", NUMBERS, ArithmeticFunctions::remainder);
        catalog.computed("neg", "number", ArithmeticFunctions::negate);
        catalog.rows("^", ScalarType.DOUBLE, DivisionKernels::power, ScalarType.DOUBLE, ScalarType.DOUBLE);
        dates(catalog);
    }

    private static void dates(Catalog catalog) {
        catalog.dense(
                "+",
                ScalarType.DATE,
                ArithmeticOperation.ADD.kernel(ScalarType.INTEGER, ScalarType.DATE),
                ScalarType.DATE,
                ScalarType.INTEGER);
        catalog.dense(
                "+",
                ScalarType.DATE,
                ArithmeticOperation.ADD.kernel(ScalarType.INTEGER, ScalarType.DATE),
                ScalarType.INTEGER,
                ScalarType.DATE);
        DenseKernel subtract = ArithmeticOperation.SUBTRACT.kernel(ScalarType.INTEGER, ScalarType.DATE);
        catalog.dense("-", ScalarType.INTEGER, subtract, ScalarType.DATE, ScalarType.DATE);
        catalog.dense("-", ScalarType.DATE, subtract, ScalarType.DATE, ScalarType.INTEGER);
    }

    /// Answers the type in which two numbers meet for arithmetic, at least INTEGER.
    private static Optional<DataType> common(List<DataType> arguments) {
        if (arguments.size() != 2) {
            return Optional.empty();
        }
        DataType a = arguments.get(0);
        DataType b = arguments.get(1);
        boolean numbers = (a.isNumeric() || a == ScalarType.NULL) && (b.isNumeric() || b == ScalarType.NULL);
        if (!numbers) {
            return Optional.empty();
        }
        if (a == ScalarType.NULL && b == ScalarType.NULL) {
            return Optional.of(ScalarType.INTEGER);
        }
        return TypeCoercion.common(a, b).map(ArithmeticFunctions::atLeastInteger);
    }

    private static DataType atLeastInteger(DataType type) {
        return type.isInteger() && ((ScalarType) type).integerBits() < 32 ? ScalarType.INTEGER : type;
    }

    private static Optional<ScalarFunction> additive(
            String name, ArithmeticOperation operation, List<DataType> arguments) {
        return common(arguments).map(type -> {
            DataType wide = type instanceof DecimalType decimal ? oneDigitMore(decimal) : type;
            return binary(name, wide, operation.kernel(wide, wide));
        });
    }

    private static DataType oneDigitMore(DecimalType type) {
        return new DecimalType(Math.min(DecimalType.MAX_PRECISION, type.precision() + 1), type.scale());
    }

    private static ScalarFunction binary(String name, DataType type, DenseKernel kernel) {
        return BuiltIn.of(name, List.of(type, type), type, EvaluatorFactory.dense(kernel));
    }

    private static Optional<ScalarFunction> multiply(String name, List<DataType> arguments) {
        return common(arguments).map(type -> {
            if (!(type instanceof DecimalType)) {
                boolean exact = isExact(arguments);
                DataType taken = exact && !type.isInteger() ? ScalarType.DOUBLE : type;
                return binary(name, taken, ArithmeticOperation.MULTIPLY.kernel(taken, taken));
            }
            DecimalType a = decimal(arguments.get(0));
            DecimalType b = decimal(arguments.get(1));
            int scale = a.scale() + b.scale();
            if (scale > DecimalType.MAX_PRECISION) {
                return binary(
                        name,
                        ScalarType.DOUBLE,
                        ArithmeticOperation.MULTIPLY.kernel(ScalarType.DOUBLE, ScalarType.DOUBLE));
            }
            int precision = Math.min(DecimalType.MAX_PRECISION, a.precision() + b.precision());
            DecimalType result = new DecimalType(precision, scale);
            return BuiltIn.of(name, List.of(a, b), result, DecimalKernels.product(a, b, result));
        });
    }

    private static boolean isExact(List<DataType> arguments) {
        return arguments.stream().noneMatch(DataType::isFloating);
    }

    private static DecimalType decimal(DataType type) {
        return type == ScalarType.NULL ? new DecimalType(1, 0) : TypeCoercion.asDecimal(type);
    }

    private static Optional<ScalarFunction> divide(String name, List<DataType> arguments, boolean whole) {
        return common(arguments).map(type -> {
            if (type.isInteger()) {
                return BuiltIn.of(
                        name, List.of(type, type), type, EvaluatorFactory.rows(DivisionKernels.quotient((ScalarType)
                                type)));
            }
            DataType floating = type == ScalarType.REAL ? ScalarType.REAL : ScalarType.DOUBLE;
            return whole
                    ? BuiltIn.of(
                            name,
                            List.of(floating, floating),
                            floating,
                            EvaluatorFactory.rows(DivisionKernels::wholeQuotient))
                    : binary(name, floating, ArithmeticOperation.DIVIDE.kernel(floating, floating));
        });
    }

    private static Optional<ScalarFunction> remainder(String name, List<DataType> arguments) {
        return common(arguments).map(type -> {
            if (type.isFloating()) {
                return binary(name, type, ArithmeticOperation.REMAINDER.kernel(type, type));
            }
            return BuiltIn.of(name, List.of(type, type), type, EvaluatorFactory.rows(DivisionKernels.remainder(type)));
        });
    }

    private static Optional<ScalarFunction> negate(String name, List<DataType> arguments) {
        if (arguments.size() != 1) {
            return Optional.empty();
        }
        DataType argument = arguments.getFirst() == ScalarType.NULL ? ScalarType.INTEGER : arguments.getFirst();
        if (!argument.isNumeric()) {
            return Optional.empty();
        }
        DataType type = argument;
        if (argument.isInteger()) {
            type = TypeCoercion.common(atLeastInteger(argument), ScalarType.INTEGER)
                    .orElseThrow();
        }
        return Optional.of(BuiltIn.of(name, List.of(type), type, DecimalKernels.negation(type)));
    }
}
