package org.almagest.ingest.parquet;

/// DELTA_BINARY_PACKED.
///
/// ```text
/// header   block size, miniblocks per block, values (varints), first value (zigzag)
/// block    least delta (zigzag) | a width (u8) per miniblock | miniblocks
/// miniblock  deltas - least delta, bit-packed; those behind the last value are left out
/// ```
///
/// Sums wrap around, as the specification says. The array has slack behind `end`.
final class DeltaDecoder implements ValueDecoder {
    private static final int MOST_BLOCK_VALUES = 1 << 20;

    private final StoredType type;
    private final byte[] bytes;
    private final int end;
    private final int miniblocks;
    private final int miniblockValues;
    private final long values;
    private int at;
    private long left;
    private boolean first = true;
    private long last;
    private long leastDelta;
    private int widthsAt;
    private int miniblock;
    private int miniblockAt;
    private int inMiniblock;

    DeltaDecoder(StoredType type, byte[] bytes, int start, int end) {
        this.type = type;
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        long blockValues = varint();
        long perBlock = varint();
        values = varint();
        last = zigzag();
        boolean sound = blockValues > 0
                && blockValues <= MOST_BLOCK_VALUES
                && perBlock > 0
                && perBlock <= blockValues
                && blockValues % perBlock == 0
                && blockValues / perBlock % 8 == 0;
        if (!sound || values < 0) {
            throw new DamagedBytes("deltas in blocks of " + blockValues + " values and " + perBlock + " miniblocks");
        }
        miniblocks = (int) perBlock;
        miniblockValues = (int) (blockValues / perBlock);
        miniblock = miniblocks;
        inMiniblock = miniblockValues;
        left = values;
    }

    /// Answers how many values the page declares.
    long values() {
        return values;
    }

    /// Answers where the deltas end, once all values have been read.
    int position() {
        return at;
    }

    @Override
    public void decode(ValueBuffer out, int count) {
        switch (type) {
            case INT32 -> decode(out.ints(count), count);
            case INT64 -> decode(out.longs(count), count);
            case BOOLEAN, INT96, FLOAT, DOUBLE, BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY ->
                throw new DamagedBytes("deltas of " + type);
        }
    }

    void decode(int[] out, int count) {
        require(count);
        for (int i = 0; i < count; i++) {
            out[i] = (int) next();
        }
    }

    private void decode(long[] out, int count) {
        require(count);
        for (int i = 0; i < count; i++) {
            out[i] = next();
        }
    }

    private void require(int count) {
        if (count > left) {
            throw new DamagedBytes("deltas of " + values + " values where more are expected");
        }
        left -= count;
    }

    private long next() {
        if (first) {
            first = false;
            return last;
        }
        if (inMiniblock == miniblockValues) {
            nextMiniblock();
        }
        int width = bytes[widthsAt + miniblock] & 255;
        last += leastDelta + packed(width, inMiniblock++);
        return last;
    }

    private long packed(int width, int index) {
        if (width == 0) {
            return 0;
        }
        int bit = index * width;
        int place = miniblockAt + (bit >>> 3);
        int shift = bit & 7;
        long word = (long) ParquetFormat.I64.get(bytes, place) >>> shift;
        if (shift + width > Long.SIZE) {
            word |= (long) bytes[place + Long.BYTES] << Long.SIZE - shift;
        }
        return width == Long.SIZE ? word : word & (1L << width) - 1;
    }

    private void nextMiniblock() {
        if (++miniblock >= miniblocks) {
            leastDelta = zigzag();
            widthsAt = at;
            at += miniblocks;
            miniblock = 0;
        }
        if (at > end) {
            throw new DamagedBytes("deltas that end early");
        }
        int width = bytes[widthsAt + miniblock] & 255;
        long size = (long) width * miniblockValues / 8;
        if (width > Long.SIZE || size > end - at) {
            throw new DamagedBytes("deltas of " + width + " bits with " + (end - at) + " bytes left");
        }
        miniblockAt = at;
        at += (int) size;
        inMiniblock = 0;
    }

    private long zigzag() {
        long raw = varint();
        return raw >>> 1 ^ -(raw & 1);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= end) {
                throw new DamagedBytes("deltas that end early");
            }
            int next = bytes[at++];
            value |= (long) (next & 127) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new DamagedBytes("an integer of more than ten bytes");
    }
}
