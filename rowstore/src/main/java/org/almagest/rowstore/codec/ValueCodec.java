package org.almagest.rowstore.codec;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.almagest.columnar.type.Value;

/// Writes and reads a single value, such as a bound of a zone map.
///
/// ```text
/// 0 NULL | 1 u64 integer | 2 bytes huge (two's complement, high byte first) | 3 f64 | 4 text
/// 5 bytes | 6 u32 n, n x value
/// ```
public final class ValueCodec {
    private static final int NULL = 0;
    private static final int LONG = 1;
    private static final int HUGE = 2;
    private static final int DOUBLE = 3;
    private static final int TEXT = 4;
    private static final int BYTES = 5;
    private static final int ARRAY = 6;

    private ValueCodec() {}

    public static void write(FieldWriter out, Value value) {
        switch (value) {
            case Value.Null() -> out.u8(NULL);
            case Value.OfLong(long number) -> out.u8(LONG).u64(number);
            case Value.OfHuge(BigInteger number) -> {
                byte[] bytes = number.toByteArray();
                out.u8(HUGE).bytes(bytes, 0, bytes.length);
            }
            case Value.OfDouble(double number) -> out.u8(DOUBLE).f64(number);
            case Value.OfText(String text) -> out.u8(TEXT).text(text);
            case Value.OfBytes(List<Byte> bytes) -> {
                out.u8(BYTES).u32(bytes.size());
                bytes.forEach(out::u8);
            }
            case Value.OfArray(List<Value> elements) -> {
                out.u8(ARRAY).u32(elements.size());
                elements.forEach(element -> write(out, element));
            }
        }
    }

    public static Value read(FieldReader in) {
        return switch (in.u8()) {
            case NULL -> Value.NULL;
            case LONG -> Value.of(in.u64());
            case HUGE -> {
                byte[] bytes = in.bytes();
                if (bytes.length == 0) {
                    throw in.wrong("an integer without bytes", "at least one");
                }
                yield Value.of(new BigInteger(bytes));
            }
            case DOUBLE -> Value.of(in.f64());
            case TEXT -> Value.of(in.text());
            case BYTES -> {
                List<Byte> bytes = new ArrayList<>();
                for (byte b : in.bytes()) {
                    bytes.add(b);
                }
                yield new Value.OfBytes(List.copyOf(bytes));
            }
            case ARRAY -> {
                List<Value> elements = new ArrayList<>();
                for (int left = in.count(1); left > 0; left--) {
                    elements.add(read(in));
                }
                yield new Value.OfArray(elements);
            }
            default -> throw in.wrong("an unknown kind of value", "0 to 6");
        };
    }
}
