package org.almagest.ingest.parquet;

import java.util.Arrays;

/// Reads the hybrid of run length and bit packing in which levels, dictionary indexes and RLE
/// booleans stand.
///
/// ```text
/// run      header varint; low bit 0: header >>> 1 times one value of ceil(width / 8) bytes
///                         low bit 1: header >>> 1 groups of 8 values of `width` bits each
/// ```
///
/// The array has `ParquetFormat.SLACK_BYTES` behind `end`.
final class HybridDecoder implements LevelDecoder {
    private final byte[] bytes;
    private final int end;
    private final int width;
    private int at;
    private long runLeft;
    private int runValue;
    private long packedLeft;
    private int packedStart;
    private long packedAt;

    HybridDecoder(byte[] bytes, int start, int end, int width) {
        if (width < 0 || width > Integer.SIZE) {
            throw new DamagedBytes("values of " + width + " bits");
        }
        this.bytes = bytes;
        this.at = start;
        this.end = end;
        this.width = width;
    }

    @Override
    public boolean takeAll(int value, int count) {
        if (count > 0 && runLeft == 0 && packedLeft == 0) {
            nextRun();
        }
        if (runLeft < count || runValue != value) {
            return false;
        }
        runLeft -= count;
        return true;
    }

    @Override
    public void decode(int[] out, int count) {
        int done = 0;
        while (done < count) {
            if (runLeft > 0) {
                int piece = (int) Math.min(runLeft, count - done);
                Arrays.fill(out, done, done + piece, runValue);
                runLeft -= piece;
                done += piece;
            } else if (packedLeft > 0) {
                int piece = (int) Math.min(packedLeft, count - done);
                unpack(out, done, piece);
                packedLeft -= piece;
                done += piece;
            } else {
                nextRun();
            }
        }
    }

    private void unpack(int[] out, int from, int count) {
        long mask = (1L << width) - 1;
        long bit = packedAt * width;
        for (int i = 0; i < count; i++) {
            long word = (long) ParquetFormat.I64.get(bytes, packedStart + (int) (bit >>> 3));
            out[from + i] = (int) (word >>> (bit & 7) & mask);
            bit += width;
        }
        packedAt += count;
    }

    private void nextRun() {
        long header = 0;
        int shift = 0;
        int next;
        do {
            if (at >= end || shift > 35) {
                throw new DamagedBytes("fewer levels or indexes than values");
            }
            next = bytes[at++];
            header |= (long) (next & 127) << shift;
            shift += 7;
        } while (next < 0);
        if ((header & 1) == 0) {
            startRun(header >>> 1);
        } else {
            startPacked(header >>> 1);
        }
    }

    private void startRun(long count) {
        int octets = width + 7 >>> 3;
        if (octets > end - at || count == 0) {
            throw new DamagedBytes("a run without a value or of no length");
        }
        runValue = 0;
        for (int i = 0; i < octets; i++) {
            runValue |= (bytes[at++] & 255) << 8 * i;
        }
        runLeft = count;
    }

    /// Some writers leave the last group incomplete: what is there counts.
    private void startPacked(long groups) {
        long wanted = groups * width;
        long present = Math.min(wanted, end - at);
        packedLeft = wanted == present ? groups * 8 : present * 8 / width;
        if (packedLeft <= 0) {
            throw new DamagedBytes("a packed run without values");
        }
        packedStart = at;
        packedAt = 0;
        at += (int) present;
    }
}
