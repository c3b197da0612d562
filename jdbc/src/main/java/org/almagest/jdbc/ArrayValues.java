package org.almagest.jdbc;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.almagest.columnar.error.SqlState;
import org.almagest.columnar.type.ArrayType;
import org.almagest.columnar.type.DataType;
import org.almagest.columnar.type.DecimalType;
import org.almagest.columnar.type.PhysicalType;
import org.almagest.columnar.type.TypeNames;
import org.almagest.columnar.type.Value;
import org.almagest.exec.expression.Expression;

/// Arrays of Java and arrays of SQL.
///
/// ```text
/// getObject(c, double[].class)     SQL's elements, each as getObject(c, Double.class) would give it
/// setObject(p, new double[] {1})   DOUBLE[]; int[] INTEGER[], String[] VARCHAR[] and so on
/// createArrayOf("REAL", objects)   REAL[]
/// ```
final class ArrayValues {
    private ArrayValues() {}

    /// Converts the elements of a cell to an array of a class. One of primitives takes no NULL (42804).
    static Object to(Class<?> wanted, Object[] elements) throws SQLException {
        Class<?> component = wanted.getComponentType();
        Class<?> boxed = component.isPrimitive() ? boxed(component) : component;
        Object array = Array.newInstance(component, elements.length);
        for (int i = 0; i < elements.length; i++) {
            if (elements[i] == null && component.isPrimitive()) {
                throw Failures.of(
                        SqlState.DATATYPE_MISMATCH,
                        "element " + (i + 1) + " is NULL, which " + wanted.getSimpleName() + " has not: read "
                                + boxed.getSimpleName() + "[]");
            }
            if (elements[i] != null) {
                Array.set(array, i, component == Object.class ? elements[i] : Conversion.to(boxed, plain(elements[i])));
            }
        }
        return array;
    }

    private static Class<?> boxed(Class<?> primitive) {
        return Array.get(Array.newInstance(primitive, 1), 0).getClass();
    }

    /// Answers the moments of `java.sql` as those of `java.time`, from which they were made.
    private static Object plain(Object element) {
        return switch (element) {
            case Date date -> date.toLocalDate();
            case Time time -> time.toLocalTime();
            case Timestamp time -> time.toLocalDateTime();
            case Short number -> number.intValue();
            case Byte number -> number.intValue();
            default -> element;
        };
    }

    /// Makes what `createArrayOf` gives.
    ///
    /// @param type the type of the elements, as SQL calls it
    static AlmagestArray of(String type, Object[] values) throws SQLException {
        DataType element = TypeNames.parse(type)
                .filter(found -> !(found instanceof ArrayType))
                .orElseThrow(() -> Failures.of(SqlState.UNDEFINED_OBJECT, "there is no type " + type + " of elements"));
        Object[] elements =
                (Object[]) Array.newInstance(JdbcType.of(element).javaClass(), values == null ? 0 : values.length);
        for (int i = 0; i < elements.length; i++) {
            elements[i] = values[i] == null
                    ? null
                    : Conversion.to(JdbcType.of(element).javaClass(), plain(values[i]));
        }
        return new AlmagestArray(element, elements);
    }

    /// Answers the literal that stands for an array as a parameter.
    static Expression.Literal literal(Object array) throws SQLException {
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            elements.add(Array.get(array, i));
        }
        return literal(evened(elements), Optional.empty());
    }

    /// Answers the literal of an array whose elements have a type.
    static Expression.Literal literal(Object[] elements, DataType type) throws SQLException {
        return literal(evened(java.util.Arrays.asList(elements)), Optional.of(type));
    }

    private static Expression.Literal literal(List<Object> elements, Optional<DataType> known) throws SQLException {
        List<Value> values = new ArrayList<>();
        Optional<DataType> type = Optional.empty();
        for (Object element : elements) {
            Expression.Literal literal = ParameterLiteral.of(element);
            values.add(literal.value());
            if (!literal.value().isNull()) {
                if (type.isPresent() && !isLike(type.get(), literal.type())) {
                    throw Failures.of(
                            SqlState.DATATYPE_MISMATCH,
                            "an array has elements of " + type.get() + " and of " + literal.type());
                }
                type = Optional.of(
                        type.map(before -> wider(before, literal.type())).orElse(literal.type()));
            }
        }
        DataType element = type.or(() -> known)
                .orElseThrow(() -> Failures.of(
                        SqlState.DATATYPE_MISMATCH,
                        "the elements of an array of NULLs have no type: createArrayOf gives them one"));
        if (element.physical() == PhysicalType.HUGE) {
            values.replaceAll(value -> value instanceof Value.OfLong(long n) ? Value.of(BigInteger.valueOf(n)) : value);
        }
        return new Expression.Literal(new Value.OfArray(values), ArrayType.variable(element));
    }

    private static boolean isLike(DataType first, DataType other) {
        return first.equals(other) || first instanceof DecimalType && other instanceof DecimalType;
    }

    private static DataType wider(DataType first, DataType other) {
        return first instanceof DecimalType a && other instanceof DecimalType b && b.precision() > a.precision()
                ? other
                : first;
    }

    /// Gives decimals the same number of digits behind the point, and whole numbers that BIGINT does not hold
    /// the type that holds all.
    private static List<Object> evened(List<Object> elements) {
        boolean decimals = elements.stream().anyMatch(BigDecimal.class::isInstance);
        boolean large = elements.stream().anyMatch(e -> e instanceof BigInteger n && n.bitLength() >= Long.SIZE);
        if (!decimals && !large) {
            return elements;
        }
        int scale = elements.stream()
                .filter(BigDecimal.class::isInstance)
                .mapToInt(e -> Math.max(0, ((BigDecimal) e).scale()))
                .max()
                .orElse(0);
        List<Object> evened = new ArrayList<>();
        for (Object element : elements) {
            evened.add(
                    switch (element) {
                        case BigDecimal decimal -> decimal.setScale(scale);
                        case BigInteger integer -> new BigDecimal(integer).setScale(scale);
                        case null -> null;
                        default -> element;
                    });
        }
        return evened;
    }
}
