package org.almagest.columnar.type;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The order of a type's values, none of them NULL: UBIGINT unsigned, NaN equal to itself and
/// greater than every number, -0.0 equal to 0.0, text by code points, blobs by unsigned bytes.
/// Immutable.
public final class TypeOrder implements Comparator<Value> {
    private static final BigInteger GREATEST_HUGE =
            BigInteger.ONE.shiftLeft(127).subtract(BigInteger.ONE);

    private final DataType type;
    private final long flip;

    private TypeOrder(DataType type) {
        this.type = type;
        flip = type == ScalarType.UBIGINT ? Long.MIN_VALUE : 0;
    }

    /// Answers the order of a type; empty for arrays, whose values are not compared.
    public static Optional<TypeOrder> of(DataType type) {
        return type.physical() == PhysicalType.ARRAY ? Optional.empty() : Optional.of(new TypeOrder(type));
    }

    /// Answers the value in the form that values of the type have; empty for one of another kind.
    public Optional<Value> adopt(Value value) {
        return switch (type.physical()) {
            case BOOLEAN, INT, LONG -> value instanceof Value.OfLong ? Optional.of(value) : Optional.empty();
            case FLOAT, DOUBLE -> value instanceof Value.OfDouble ? Optional.of(value) : Optional.empty();
            case BYTES ->
                value instanceof Value.OfText || value instanceof Value.OfBytes ? Optional.of(value) : Optional.empty();
            case HUGE ->
                switch (value) {
                    case Value.OfLong(long small) -> Optional.of(Value.of(BigInteger.valueOf(small)));
                    case Value.OfHuge huge -> Optional.of(huge);
                    default -> Optional.empty();
                };
            case ARRAY -> Optional.empty();
        };
    }

    @Override
    public int compare(Value a, Value b) {
        return switch (a) {
            case Value.OfLong(long x) -> Long.compare(x ^ flip, ((Value.OfLong) b).value() ^ flip);
            case Value.OfHuge(BigInteger x) -> x.compareTo(((Value.OfHuge) b).value());
            case Value.OfDouble(double x) -> compare(x, ((Value.OfDouble) b).value());
            case Value.OfText _, Value.OfBytes _ -> Arrays.compareUnsigned(bytes(a), bytes(b));
            case Value.OfArray _, Value.Null _ -> throw new IllegalArgumentException("a value without an order: " + a);
        };
    }

    private static int compare(double x, double y) {
        return x == y ? 0 : Double.compare(x, y);
    }

    /// Answers the bytes of a text or blob.
    public static byte[] bytes(Value value) {
        return switch (value) {
            case Value.OfText(String text) -> text.getBytes(StandardCharsets.UTF_8);
            case Value.OfBytes(List<Byte> boxed) -> {
                byte[] bytes = new byte[boxed.size()];
                for (int i = 0; i < bytes.length; i++) {
                    bytes[i] = boxed.get(i);
                }
                yield bytes;
            }
            default -> throw new IllegalArgumentException("neither text nor a blob: " + value);
        };
    }

    /// Answers whether every value but the greatest has a next one that is spoken of.
    public boolean isDiscrete() {
        return switch (type.physical()) {
            case BOOLEAN, INT, LONG, HUGE -> true;
            case FLOAT, DOUBLE, BYTES, ARRAY -> false;
        };
    }

    /// Answers the value of a discrete type that follows; empty behind the greatest.
    public Optional<Value> next(Value value) {
        return switch (value) {
            case Value.OfLong(long number) ->
                (number ^ flip) == Long.MAX_VALUE ? Optional.empty() : Optional.of(Value.of(number + 1));
            case Value.OfHuge(BigInteger number) ->
                number.compareTo(GREATEST_HUGE) >= 0
                        ? Optional.empty()
                        : Optional.of(Value.of(number.add(BigInteger.ONE)));
            default -> throw new IllegalArgumentException("a value without a next one: " + value);
        };
    }

    /// Answers the value of a discrete type that goes before; empty before the least.
    public Optional<Value> previous(Value value) {
        return switch (value) {
            case Value.OfLong(long number) ->
                (number ^ flip) == Long.MIN_VALUE ? Optional.empty() : Optional.of(Value.of(number - 1));
            case Value.OfHuge(BigInteger number) ->
                number.add(GREATEST_HUGE).signum() < 0
                        ? Optional.empty()
                        : Optional.of(Value.of(number.subtract(BigInteger.ONE)));
            default -> throw new IllegalArgumentException("a value without a previous one: " + value);
        };
    }

    /// Answers whether a value is greater than every number.
    static boolean isNaN(Value value) {
        return value instanceof Value.OfDouble(double number) && Double.isNaN(number);
    }

    /// Answers whether nothing is greater than a value.
    public boolean isGreatest(Value value) {
        return isNaN(value) || isDiscrete() && next(value).isEmpty();
    }

    /// Answers whether nothing is less than a value.
    public boolean isLeast(Value value) {
        return switch (value) {
            case Value.OfDouble(double number) -> number == Double.NEGATIVE_INFINITY;
            case Value.OfText(String text) -> text.isEmpty();
            case Value.OfBytes(List<Byte> blob) -> blob.isEmpty();
            default -> previous(value).isEmpty();
        };
    }
}
