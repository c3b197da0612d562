package org.almagest.columnar.type;

import java.util.List;
import java.util.stream.Collectors;

/// An array of one element type. An empty shape means variable length; otherwise every value has
/// exactly the product of the shape's elements, first axis fastest as in FITS.
public record ArrayType(DataType element, List<Integer> shape) implements DataType {
    public ArrayType {
        shape = List.copyOf(shape);
        if (element instanceof ArrayType) {
            throw new IllegalArgumentException("arrays of arrays are written with a shape: " + element);
        }
        for (int axis : shape) {
            if (axis < 1) {
                throw new IllegalArgumentException("every axis must be positive: " + shape);
            }
        }
    }

    /// Makes the type of arrays of any length.
    public static ArrayType variable(DataType element) {
        return new ArrayType(element, List.of());
    }

    /// Makes the type of arrays of exactly `length` elements.
    public static ArrayType fixed(DataType element, int length) {
        return new ArrayType(element, List.of(length));
    }

    /// Answers whether every value has the same number of elements.
    public boolean isFixed() {
        return !shape.isEmpty();
    }

    /// Answers the number of elements of a fixed array.
    public int fixedLength() {
        return shape.stream().reduce(1, Math::multiplyExact);
    }

    @Override
    public PhysicalType physical() {
        return PhysicalType.ARRAY;
    }

    @Override
    public String sqlName() {
        String axes =
                shape.isEmpty() ? "[]" : shape.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        return element.sqlName() + axes;
    }

    @Override
    public String toString() {
        return sqlName();
    }
}
