package org.almagest.ingest.parquet;

/// LZ4's block format.
///
/// ```text
/// sequence  token: literals (4 bits, 15: more in bytes of 255) | match length-4 (4 bits, likewise)
///           literal bytes | offset (u16, little-endian); the last sequence has literals alone
/// ```
final class Lz4Block {
    private static final int LEAST_MATCH = 4;

    private final byte[] packed;
    private final int end;
    private int in;

    private Lz4Block(byte[] packed, int start, int end) {
        this.packed = packed;
        this.in = start;
        this.end = end;
    }

    /// Unpacks `packed[start .. end)` to exactly `size` bytes.
    static void unpack(byte[] packed, int start, int end, byte[] out, int size) {
        new Lz4Block(packed, start, end).unpack(out, size);
    }

    private void unpack(byte[] out, int size) {
        int at = 0;
        while (true) {
            int token = next();
            int literals = length(token >>> 4);
            if (literals > size - at || literals > end - in) {
                throw new DamagedBytes("an LZ4 block whose literals run beyond its end");
            }
            System.arraycopy(packed, in, out, at, literals);
            in += literals;
            at += literals;
            if (in >= end) {
                break;
            }
            int offset = next() | next() << 8;
            int length = length(token & 15) + LEAST_MATCH;
            if (length < 0 || length > size - at) {
                throw new DamagedBytes("an LZ4 block with more bytes than the page declares");
            }
            SnappyBlock.repeat(out, at, offset, length);
            at += length;
        }
        if (at != size) {
            throw new DamagedBytes("an LZ4 block that ends after " + at + " of " + size + " bytes");
        }
    }

    private int length(int nibble) {
        int length = nibble;
        if (nibble == 15) {
            int more;
            do {
                more = next();
                length += more;
            } while (more == 255 && length >= 0);
        }
        if (length < 0) {
            throw new DamagedBytes("an LZ4 block with a length beyond 2 GiB");
        }
        return length;
    }

    private int next() {
        if (in >= end) {
            throw new DamagedBytes("an LZ4 block that ends early");
        }
        return packed[in++] & 255;
    }
}
