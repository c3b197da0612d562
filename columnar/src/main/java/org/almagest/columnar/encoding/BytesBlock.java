package org.almagest.columnar.encoding;

import java.util.Arrays;

/// The byte strings of one decoded block, recycled from block to block: row `i` is
/// `bytes()[offsets()[i] .. offsets()[i + 1])`, a NULL row is empty.
///
/// Owned by one thread. What lies beyond `offsets()[rows]` is scratch space of the decoder.
public final class BytesBlock {
    private static final int FIRST_BYTES = 32 * PageFormat.BLOCK_ROWS;

    private static final long OVERRUN_BYTES = 2L * PageFormat.SLACK_BYTES;
    private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

    private final int[] offsets = new int[PageFormat.BLOCK_ROWS + 1];
    private byte[] bytes = new byte[FIRST_BYTES];

    /// Answers the `rows + 1` offsets; the array stays the same for the life of the block.
    public int[] offsets() {
        return offsets;
    }

    /// Answers the bytes; the array may be another one after the next decode.
    public byte[] bytes() {
        return bytes;
    }

    /// Makes room for `count` bytes and the overrun of copying kernels; the old content is lost.
    byte[] reserve(long count) {
        if (count + OVERRUN_BYTES > bytes.length) {
            bytes = new byte[capacityFor(count)];
        }
        return bytes;
    }

    /// Makes room for `count` bytes in all and keeps the content.
    byte[] grow(long count) {
        if (count + OVERRUN_BYTES > bytes.length) {
            bytes = Arrays.copyOf(bytes, capacityFor(count));
        }
        return bytes;
    }

    private static int capacityFor(long count) {
        long needed = count + OVERRUN_BYTES;
        if (needed > MAX_ARRAY) {
            throw new IllegalStateException("a block must decode to less than 2 GiB: " + count);
        }
        return (int) Math.min(MAX_ARRAY, needed + needed / 4);
    }
}
