package org.almagest.ingest.parquet;

import java.util.Arrays;

/// Snappy's raw format.
///
/// ```text
/// size varint, then elements by the low bits of their tag:
/// 00  literal   length-1 (6 bits; 60..63: in the next 1..4 bytes) | bytes
/// 01  copy      length-4 (3 bits), offset (3 + 8 bits)
/// 10  copy      length-1 (6 bits), offset (16 bits)
/// 11  copy      length-1 (6 bits), offset (32 bits)
/// ```
final class SnappyBlock {
    private static final int HASH_BITS = 14;
    private static final int LEAST_MATCH = 4;
    private static final int LONGEST_COPY = 64;
    private static final int FARTHEST = 65_535;

    private SnappyBlock() {}

    /// Unpacks `packed[start .. end)` to exactly `size` bytes; `packed` has slack behind its end.
    static void unpack(byte[] packed, int start, int end, byte[] out, int size) {
        int in = start;
        long declared = 0;
        int shift = 0;
        int next;
        do {
            next = packed[in++];
            declared |= (long) (next & 127) << shift;
            shift += 7;
        } while (next < 0 && shift < 35);
        if (declared != size) {
            throw new DamagedBytes("a snappy block of " + declared + " bytes where " + size + " are said to be");
        }
        int at = 0;
        while (in < end) {
            int tag = packed[in++] & 255;
            int length = (tag >>> 2) + 1;
            int offset = 0;
            switch (tag & 3) {
                case 0 -> {
                    if (length > 60) {
                        int octets = length - 60;
                        length = 1 + little(packed, in, octets);
                        in += octets;
                    }
                }
                case 1 -> {
                    length = 4 + (tag >>> 2 & 7);
                    offset = tag >>> 5 << 8 | packed[in++] & 255;
                }
                case 2 -> {
                    offset = little(packed, in, 2);
                    in += 2;
                }
                default -> {
                    offset = little(packed, in, 4);
                    in += 4;
                }
            }
            if (length <= 0 || length > size - at) {
                throw new DamagedBytes("a snappy block with more bytes than it declares");
            }
            if ((tag & 3) == 0) {
                if (length > end - in) {
                    throw new DamagedBytes("a snappy block that ends early");
                }
                System.arraycopy(packed, in, out, at, length);
                in += length;
            } else {
                repeat(out, at, offset, length);
            }
            at += length;
        }
        if (at != size) {
            throw new DamagedBytes("a snappy block that ends after " + at + " of " + size + " bytes");
        }
    }

    private static int little(byte[] bytes, int at, int octets) {
        int value = 0;
        for (int i = 0; i < octets; i++) {
            value |= (bytes[at + i] & 255) << 8 * i;
        }
        return value;
    }

    /// Copies `length` bytes from `offset` bytes back; the ranges may overlap.
    static void repeat(byte[] out, int at, int offset, int length) {
        if (offset <= 0 || offset > at) {
            throw new DamagedBytes("a packed block that refers to bytes before its start");
        }
        if (offset >= length) {
            System.arraycopy(out, at - offset, out, at, length);
            return;
        }
        if (offset == 1) {
            Arrays.fill(out, at, at + length, out[at - 1]);
            return;
        }
        for (int i = 0; i < length; i++) {
            out[at + i] = out[at + i - offset];
        }
    }

    /// Packs `size` bytes of `plain` greedily: at each place the last one with the same four bytes.
    static byte[] pack(byte[] plain, int size) {
        byte[] out = new byte[32 + size + size / 6];
        int to = 0;
        int rest = size;
        while (rest >= 128) {
            out[to++] = (byte) (rest | 128);
            rest >>>= 7;
        }
        out[to++] = (byte) rest;
        int[] table = new int[1 << HASH_BITS];
        Arrays.fill(table, -1);
        int literal = 0;
        int at = 0;
        int misses = 32;
        while (at + LEAST_MATCH <= size) {
            int word = word(plain, at);
            int slot = word * 0x1E35A7BD >>> 32 - HASH_BITS;
            int candidate = table[slot];
            table[slot] = at;
            if (candidate < 0 || at - candidate > FARTHEST || word(plain, candidate) != word) {
                at += misses++ >>> 5;
                continue;
            }
            misses = 32;
            int length = LEAST_MATCH;
            while (at + length < size && plain[candidate + length] == plain[at + length]) {
                length++;
            }
            to = literal(plain, literal, at, out, to);
            to = copies(at - candidate, length, out, to);
            at += length;
            literal = at;
        }
        to = literal(plain, literal, size, out, to);
        return Arrays.copyOf(out, to);
    }

    private static int word(byte[] bytes, int at) {
        return (int) ParquetFormat.I32.get(bytes, at);
    }

    private static int literal(byte[] plain, int start, int end, byte[] out, int to) {
        int length = end - start;
        if (length == 0) {
            return to;
        }
        int next = to;
        int rest = length - 1;
        if (rest < 60) {
            out[next++] = (byte) (rest << 2);
        } else {
            int octets = (39 - Integer.numberOfLeadingZeros(rest)) / 8;
            out[next++] = (byte) (59 + octets << 2);
            for (int i = 0; i < octets; i++) {
                out[next++] = (byte) (rest >>> 8 * i);
            }
        }
        System.arraycopy(plain, start, out, next, length);
        return next + length;
    }

    private static int copies(int offset, int length, byte[] out, int to) {
        int next = to;
        int rest = length;
        while (rest > 0) {
            int piece = Math.min(rest, LONGEST_COPY);
            out[next++] = (byte) (piece - 1 << 2 | 2);
            out[next++] = (byte) offset;
            out[next++] = (byte) (offset >>> 8);
            rest -= piece;
        }
        return next;
    }
}
