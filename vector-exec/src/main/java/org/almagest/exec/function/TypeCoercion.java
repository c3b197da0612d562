package org.almagest.exec.function;

import java.util.Optional;
import java.util.OptionalInt;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.ScalarType;

/// Which types turn into which without being asked (docs/types.md is the specification).
///
/// ```text
/// TINYINT -> SMALLINT -> INTEGER -> BIGINT -> DECIMAL -> REAL -> DOUBLE
/// UTINYINT -> USMALLINT -> UINTEGER -> UBIGINT ->  "        (and each to the next wider signed type)
/// DATE -> TIMESTAMP -> TIMESTAMPTZ;  NULL -> everything
/// ```
public final class TypeCoercion {
    private static final int FLOAT_COST = 20;
    private static final int DECIMAL_COST = 10;

    private TypeCoercion() {}

    /// Answers the type that values of both types have in common for comparison, CASE, UNION and
    /// arithmetic.
    public static Optional<DataType> common(DataType a, DataType b) {
        if (a.equals(b) || b == ScalarType.NULL) {
            return Optional.of(a);
        }
        if (a == ScalarType.NULL) {
            return Optional.of(b);
        }
        if (a.isNumeric() && b.isNumeric()) {
            return Optional.of(commonNumeric(a, b));
        }
        if (a instanceof ArrayType x && b instanceof ArrayType y) {
            return common(x.element(), y.element())
                    .map(element -> x.shape().equals(y.shape())
                            ? new ArrayType(element, x.shape())
                            : ArrayType.variable(element));
        }
        if (castCost(a, b).isPresent()) {
            return Optional.of(b);
        }
        return castCost(b, a).isPresent() ? Optional.of(a) : Optional.empty();
    }

    private static DataType commonNumeric(DataType a, DataType b) {
        if (a == ScalarType.DOUBLE || b == ScalarType.DOUBLE) {
            return ScalarType.DOUBLE;
        }
        if (a == ScalarType.REAL || b == ScalarType.REAL) {
            return ScalarType.REAL;
        }
        if (a instanceof DecimalType || b instanceof DecimalType) {
            return commonDecimal(asDecimal(a), asDecimal(b));
        }
        return commonInteger((ScalarType) a, (ScalarType) b);
    }

    private static DataType commonDecimal(DecimalType a, DecimalType b) {
        int scale = Math.max(a.scale(), b.scale());
        int whole = Math.max(a.precision() - a.scale(), b.precision() - b.scale());
        return whole + scale > DecimalType.MAX_PRECISION ? ScalarType.DOUBLE : new DecimalType(whole + scale, scale);
    }

    private static DataType commonInteger(ScalarType a, ScalarType b) {
        ScalarType wide = a.integerBits() >= b.integerBits() ? a : b;
        ScalarType narrow = wide == a ? b : a;
        if (wide.isSigned() == narrow.isSigned()) {
            return wide;
        }
        if (wide.isSigned() && wide.integerBits() > narrow.integerBits()) {
            return wide;
        }
        return switch (wide.integerBits()) {
            case 8 -> ScalarType.SMALLINT;
            case 16 -> ScalarType.INTEGER;
            case 32 -> ScalarType.BIGINT;
            default -> new DecimalType(20, 0);
        };
    }

    /// Answers the decimal type that holds every value of an integer or decimal type.
    public static DecimalType asDecimal(DataType type) {
        if (type instanceof DecimalType decimal) {
            return decimal;
        }
        return switch (((ScalarType) type).integerBits()) {
            case 8 -> new DecimalType(3, 0);
            case 16 -> new DecimalType(5, 0);
            case 32 -> new DecimalType(10, 0);
            case 64 -> new DecimalType(type == ScalarType.UBIGINT ? 20 : 19, 0);
            default -> throw new IllegalArgumentException("not an exact number: " + type);
        };
    }

    /// Answers how far a type is from another that it may become without being asked: 0 for itself,
    /// more the further, empty where it may not.
    public static OptionalInt castCost(DataType from, DataType to) {
        if (from.equals(to)) {
            return OptionalInt.of(0);
        }
        if (from == ScalarType.NULL) {
            return OptionalInt.of(1);
        }
        if (from.isNumeric() && to.isNumeric()) {
            return numericCost(from, to);
        }
        if (from == ScalarType.DATE && to == ScalarType.TIMESTAMP) {
            return OptionalInt.of(1);
        }
        if (to == ScalarType.TIMESTAMPTZ && (from == ScalarType.DATE || from == ScalarType.TIMESTAMP)) {
            return OptionalInt.of(2);
        }
        if (from instanceof ArrayType a && to instanceof ArrayType b) {
            boolean shapeFits = !b.isFixed() || a.shape().equals(b.shape());
            return shapeFits ? castCost(a.element(), b.element()) : OptionalInt.empty();
        }
        return OptionalInt.empty();
    }

    private static OptionalInt numericCost(DataType from, DataType to) {
        if (from.isFloating()) {
            return from == ScalarType.REAL && to == ScalarType.DOUBLE ? OptionalInt.of(1) : OptionalInt.empty();
        }
        if (to == ScalarType.DOUBLE) {
            return OptionalInt.of(FLOAT_COST);
        }
        if (to == ScalarType.REAL) {
            return OptionalInt.of(FLOAT_COST + 1);
        }
        if (to instanceof DecimalType decimal) {
            DecimalType needed = asDecimal(from);
            boolean fits = decimal.scale() >= needed.scale()
                    && decimal.precision() - decimal.scale() >= needed.precision() - needed.scale();
            return fits ? OptionalInt.of(DECIMAL_COST) : OptionalInt.empty();
        }
        if (from instanceof DecimalType) {
            return OptionalInt.empty();
        }
        return integerCost((ScalarType) from, (ScalarType) to);
    }

    private static OptionalInt integerCost(ScalarType from, ScalarType to) {
        boolean fits = from.isSigned() == to.isSigned()
                ? to.integerBits() >= from.integerBits()
                : to.isSigned() && to.integerBits() > from.integerBits();
        return fits
                ? OptionalInt.of(Integer.numberOfTrailingZeros(to.integerBits())
                        - Integer.numberOfTrailingZeros(from.integerBits())
                        + (from.isSigned() == to.isSigned() ? 0 : 1))
                : OptionalInt.empty();
    }
}
