package org.almagest.columnar.type;

import java.math.BigInteger;
import java.util.List;

/// One value outside a vector: a literal, a bound of a zone map, a default. Which case serves
/// follows from the physical type: BOOLEAN (0 or 1), INT and LONG are `OfLong`; FLOAT and DOUBLE
/// are `OfDouble` (a REAL widened exactly); HUGE is `OfHuge`; VARCHAR is `OfText`, BLOB is
/// `OfBytes`.
public sealed interface Value {
    /// SQL NULL.
    record Null() implements Value {}

    /// An integer, boolean, date, time, timestamp (microseconds) or unscaled decimal; UBIGINT as
    /// its 64 bits.
    record OfLong(long value) implements Value {}

    /// An unscaled decimal of more than 18 digits, or the number of an interval.
    record OfHuge(BigInteger value) implements Value {}

    /// A REAL or DOUBLE; compares as `Double.equals` does.
    record OfDouble(double value) implements Value {}

    /// A VARCHAR.
    record OfText(String value) implements Value {}

    /// A BLOB; the array is not shared.
    record OfBytes(List<Byte> value) implements Value {}

    /// An array.
    record OfArray(List<Value> elements) implements Value {
        public OfArray {
            elements = List.copyOf(elements);
        }
    }

    /// The one NULL.
    Value NULL = new Null();

    static Value of(long value) {
        return new OfLong(value);
    }

    static Value of(double value) {
        return new OfDouble(value);
    }

    static Value of(boolean value) {
        return new OfLong(value ? 1 : 0);
    }

    static Value of(String value) {
        return new OfText(value);
    }

    static Value of(BigInteger value) {
        return new OfHuge(value);
    }

    default boolean isNull() {
        return this instanceof Null;
    }
}
