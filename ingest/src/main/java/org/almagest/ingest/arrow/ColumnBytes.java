package org.almagest.ingest.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Bytes that grow at their end, little-endian. One thread.
final class ColumnBytes {
    private static final int FIRST_BYTES = 1024;

    private ByteBuffer bytes = ByteBuffer.allocate(FIRST_BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /// Answers the buffer with room for `more` bytes at its position.
    ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            int wanted = Math.max(Math.addExact(bytes.position(), more), 2 * bytes.capacity());
            ByteBuffer larger = ByteBuffer.allocate(wanted).order(ByteOrder.LITTLE_ENDIAN);
            larger.put(bytes.flip());
            bytes = larger;
        }
        return bytes;
    }

    /// Sets or leaves the bit at a place; places come in ascending order, each once.
    void bit(int place, boolean set) {
        if ((place & 7) == 0) {
            room(1).put((byte) 0);
        }
        if (set) {
            bytes.array()[place >>> 3] |= (byte) (1 << (place & 7));
        }
    }

    /// Sets `length` bits from a place on, the first that no bit was given yet.
    void ones(int from, int length) {
        int place = from;
        int end = from + length;
        while (place < end && ((place & 7) != 0 || end - place < Byte.SIZE)) {
            bit(place++, true);
        }
        int whole = (end - place) >>> 3;
        if (whole > 0) {
            ByteBuffer out = room(whole);
            Arrays.fill(out.array(), out.position(), out.position() + whole, (byte) -1);
            out.position(out.position() + whole);
            place += whole << 3;
        }
        while (place < end) {
            bit(place++, true);
        }
    }

    /// Counts bytes that were written behind the end.
    void advance(int more) {
        bytes.position(bytes.position() + more);
    }

    void zero(int from, int length) {
        Arrays.fill(bytes.array(), from, from + length, (byte) 0);
    }

    int size() {
        return bytes.position();
    }

    long capacity() {
        return bytes.capacity();
    }

    byte[] array() {
        return bytes.array();
    }

    void clear() {
        bytes.clear();
    }
}
