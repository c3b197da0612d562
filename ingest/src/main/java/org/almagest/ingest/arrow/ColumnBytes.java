package org.almagest.ingest.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

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
