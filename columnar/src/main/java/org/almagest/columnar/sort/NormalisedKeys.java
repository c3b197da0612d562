package org.almagest.columnar.sort;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// The normalised keys of a batch, one behind the other: key `i` is `bytes()[start(i) .. start(i +
/// 1))`. Filled in order. One thread.
public final class NormalisedKeys {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final int[] starts = new int[ColumnVector.BATCH_ROWS + 1];
    private byte[] bytes = new byte[16 * ColumnVector.BATCH_ROWS];
    private int used;
    private int count;

    /// Forgets all keys.
    public void clear() {
        used = 0;
        count = 0;
    }

    byte[] bytes() {
        return bytes;
    }

    int[] starts() {
        return starts;
    }

    private int length(int key) {
        return starts[key + 1] - starts[key];
    }

    /// Appends a key to a vector, as its row `row`.
    public void appendTo(TextColumnVector out, int row, int key) {
        out.append(row, bytes, starts[key], length(key));
    }

    /// Answers the first eight bytes of a key, which a shorter one has followed by zeros.
    public long prefix(int key) {
        if (length(key) >= Long.BYTES) {
            return (long) WORDS.get(bytes, starts[key]);
        }
        long word = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            word = word << 8 | (i < length(key) ? bytes[starts[key] + i] & 0xFF : 0);
        }
        return word;
    }

    private void ensure(int more) {
        if (bytes.length - used < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(used, more), 2 * bytes.length));
        }
    }

    /// Appends a byte to the key under way.
    public void put(int value) {
        ensure(1);
        bytes[used++] = (byte) value;
    }

    /// Appends the low `size` bytes of a number to the key under way, the highest first.
    public void put(long value, int size) {
        ensure(size);
        if (size == Long.BYTES) {
            WORDS.set(bytes, used, value);
            used += size;
            return;
        }
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
            bytes[used++] = (byte) (value >>> shift);
        }
    }

    /// Appends text to the key under way: its bytes, 0 as 0 255, and 0 0 behind them; all inverted
    /// where the order descends.
    public void putText(byte[] text, int start, int length, boolean descending) {
        int from = used;
        for (int i = start; i < start + length; i++) {
            put(text[i]);
            if (text[i] == 0) {
                put(255);
            }
        }
        put(0);
        put(0);
        if (descending) {
            invertFrom(from);
        }
    }

    /// Inverts the bytes of the key under way from place `from` of `used()` on.
    void invertFrom(int from) {
        for (int i = from; i < used; i++) {
            bytes[i] = (byte) ~bytes[i];
        }
    }

    /// Answers how many bytes there are.
    int used() {
        return used;
    }

    /// Ends the key under way.
    public void end() {
        starts[++count] = used;
    }
}
