package org.almagest.columnar.segment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;
import org.almagest.columnar.encoding.ColumnValues;
import org.almagest.columnar.memory.HeapReservation;
import org.almagest.columnar.vector.ColumnVector;
import org.almagest.columnar.vector.TextColumnVector;

/// Rows of VARCHAR and BLOB columns.
final class BytesBuffer extends ColumnBuffer {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    private final boolean isText;
    private int[] offsets = {0};
    private byte[] bytes = {};

    BytesBuffer(boolean isText, HeapReservation reservation) {
        super(reservation);
        this.isText = isText;
    }

    ColumnValues values() {
        return new ColumnValues.Bytes(offsets, bytes, validity(), rows());
    }

    @Override
    void growRows(int oldCapacity, int newCapacity) {
        reservation.add(4L * (newCapacity - oldCapacity));
        offsets = Arrays.copyOf(offsets, newCapacity + 1);
    }

    private void ensureBytes(int wanted) {
        if (wanted > bytes.length) {
            int larger = (int) Math.min(Math.max(wanted, 2L * bytes.length), Integer.MAX_VALUE - 64);
            reservation.add((long) larger - bytes.length);
            bytes = Arrays.copyOf(bytes, larger);
        }
    }

    @Override
    void copyRange(ColumnVector vector, int from, int to, int count) {
        TextColumnVector source = (TextColumnVector) vector;
        if (source.isDictionary()) {
            for (int i = 0; i < count; i++) {
                copyOne(source, from + i, to + i);
            }
            return;
        }
        int[] sourceOffsets = source.offsets();
        int start = sourceOffsets[from];
        int length = sourceOffsets[from + count] - start;
        int at = offsets[to];
        ensureBytes(Math.addExact(at, length));
        System.arraycopy(source.bytes(), start, bytes, at, length);
        for (int i = 1; i <= count; i++) {
            offsets[to + i] = at + sourceOffsets[from + i] - start;
        }
    }

    @Override
    void copySelected(ColumnVector vector, int[] selection, int from, int to, int count) {
        for (int i = 0; i < count; i++) {
            copyOne(vector, selection[from + i], to + i);
        }
    }

    @Override
    void copyOne(ColumnVector vector, int slot, int to) {
        TextColumnVector source = (TextColumnVector) vector;
        int at = offsets[to];
        if (source.isNull(slot)) {
            offsets[to + 1] = at;
            return;
        }
        int length = source.length(slot);
        ensureBytes(Math.addExact(at, length));
        System.arraycopy(source.bytes(), source.start(slot), bytes, at, length);
        offsets[to + 1] = at + length;
    }

    @Override
    long decodedBytes(int from, int count) {
        return 4L * count + offsets[from + count] - offsets[from];
    }

    @Override
    void bounds(ZoneMaps zones, int entry, int from, int count) {
        long[] validity = validity();
        int least = -1;
        int greatest = -1;
        for (int i = from; i < from + count; i++) {
            if (validity.length > 0 && (validity[i >>> 6] >>> i & 1) == 0) {
                continue;
            }
            if (least < 0) {
                least = i;
                greatest = i;
            } else if (compare(i, least) < 0) {
                least = i;
            } else if (compare(i, greatest) > 0) {
                greatest = i;
            }
        }
        if (least >= 0) {
            ZoneMaps.BytesZones strings = (ZoneMaps.BytesZones) zones;
            strings.min()[entry] = TextBounds.lower(bytes, offsets[least], length(least), isText);
            Optional<byte[]> upper = TextBounds.upper(bytes, offsets[greatest], length(greatest), isText);
            strings.bounded()[entry] = (byte) (upper.isPresent() ? ZoneMaps.BOUNDED : ZoneMaps.BOUNDED_BELOW);
            upper.ifPresent(bound -> strings.max()[entry] = bound);
        }
    }

    private int length(int row) {
        return offsets[row + 1] - offsets[row];
    }

    /// Compares by words of eight bytes: most strings differ in the first or second.
    private int compare(int a, int b) {
        int x = offsets[a];
        int y = offsets[b];
        int both = Math.min(offsets[a + 1] - x, offsets[b + 1] - y);
        int i = 0;
        for (; i + 8 <= both; i += 8) {
            long left = (long) LONG.get(bytes, x + i);
            long right = (long) LONG.get(bytes, y + i);
            if (left != right) {
                return Long.compareUnsigned(left, right);
            }
        }
        for (; i < both; i++) {
            if (bytes[x + i] != bytes[y + i]) {
                return (bytes[x + i] & 0xFF) - (bytes[y + i] & 0xFF);
            }
        }
        return length(a) - length(b);
    }
}
