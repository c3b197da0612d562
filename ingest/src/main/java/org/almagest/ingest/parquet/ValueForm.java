package org.almagest.ingest.parquet;

import java.math.BigInteger;
import java.util.HexFormat;

/// How stored values become those of our vectors: converted densely, in place, once per page or
/// once per entry of a dictionary.
enum ValueForm {
    AS_STORED,
    INT_TO_LONG,
    UNSIGNED_TO_LONG,
    INT_MILLIS,
    LONG_MILLIS,
    LONG_NANOS,
    JULIAN,
    HALF_FLOAT,
    DECIMAL_INT,
    DECIMAL_LONG_TO_HUGE,
    DECIMAL_INT_TO_HUGE,
    DECIMAL_BYTES,
    DECIMAL_BYTES_TO_HUGE,
    UUID_TEXT;

    private static final long MICROS = 1_000L;
    private static final long DAY_MICROS = 86_400_000_000L;
    private static final int EPOCH_JULIAN_DAY = 2_440_588;
    private static final int UUID_BYTES = 16;
    private static final int UUID_LETTERS = 36;
    private static final HexFormat HEX = HexFormat.of();

    void convert(ValueBuffer values, int count) {
        switch (this) {
            case AS_STORED -> {}
            case INT_TO_LONG, DECIMAL_INT -> widen(values, count, -1L);
            case UNSIGNED_TO_LONG -> widen(values, count, 0xFFFF_FFFFL);
            case INT_MILLIS -> {
                widen(values, count, -1L);
                multiply(values.longs, count);
            }
            case LONG_MILLIS -> multiply(values.longs, count);
            case LONG_NANOS -> divide(values.longs, count);
            case JULIAN -> julian(values, count);
            case HALF_FLOAT -> halfFloats(values, count);
            case DECIMAL_LONG_TO_HUGE -> signs(values, count);
            case DECIMAL_INT_TO_HUGE -> {
                widen(values, count, -1L);
                signs(values, count);
            }
            case DECIMAL_BYTES -> bytesToLongs(values, count);
            case DECIMAL_BYTES_TO_HUGE -> bytesToHuges(values, count);
            case UUID_TEXT -> uuids(values, count);
        }
    }

    private static void widen(ValueBuffer values, int count, long mask) {
        long[] longs = values.longs(count);
        for (int i = 0; i < count; i++) {
            longs[i] = values.ints[i] & mask;
        }
    }

    private static void multiply(long[] longs, int count) {
        for (int i = 0; i < count; i++) {
            long product = longs[i] * MICROS;
            if (Math.multiplyHigh(longs[i], MICROS) != product >> 63) {
                throw new DamagedBytes("a time of " + longs[i] + " ms, beyond what microseconds hold");
            }
            longs[i] = product;
        }
    }

    private static void divide(long[] longs, int count) {
        for (int i = 0; i < count; i++) {
            longs[i] = Math.floorDiv(longs[i], MICROS);
        }
    }

    private static void signs(ValueBuffer values, int count) {
        long[] highs = values.highs(count);
        for (int i = 0; i < count; i++) {
            highs[i] = values.longs[i] >> 63;
        }
    }

    /// INT96: nanoseconds of the day (i64), Julian day (i32), both little-endian.
    private static void julian(ValueBuffer values, int count) {
        long[] longs = values.longs(count);
        for (int i = 0; i < count; i++) {
            long nanos = (long) ParquetFormat.I64.get(values.bytes, values.starts[i]);
            long day = (int) ParquetFormat.I32.get(values.bytes, values.starts[i] + Long.BYTES);
            longs[i] = (day - EPOCH_JULIAN_DAY) * DAY_MICROS + Math.floorDiv(nanos, MICROS);
        }
    }

    private static void halfFloats(ValueBuffer values, int count) {
        float[] floats = values.floats(count);
        for (int i = 0; i < count; i++) {
            floats[i] = Float.float16ToFloat((short) ParquetFormat.I16.get(values.bytes, values.starts[i]));
        }
    }

    private static void bytesToLongs(ValueBuffer values, int count) {
        long[] longs = values.longs(count);
        for (int i = 0; i < count; i++) {
            int length = values.lengths[i];
            if (length > Long.BYTES) {
                longs[i] = longOf(big(values, i));
                continue;
            }
            long value = length == 0 ? 0 : values.bytes[values.starts[i]];
            for (int k = 1; k < length; k++) {
                value = value << 8 | values.bytes[values.starts[i] + k] & 255;
            }
            longs[i] = value;
        }
    }

    private static void bytesToHuges(ValueBuffer values, int count) {
        long[] longs = values.longs(count);
        long[] highs = values.highs(count);
        for (int i = 0; i < count; i++) {
            BigInteger value = big(values, i);
            if (value.bitLength() > 127) {
                throw new DamagedBytes("a decimal of more than 38 digits");
            }
            longs[i] = value.longValue();
            highs[i] = value.shiftRight(Long.SIZE).longValue();
        }
    }

    private static BigInteger big(ValueBuffer values, int i) {
        return values.lengths[i] == 0
                ? BigInteger.ZERO
                : new BigInteger(values.bytes, values.starts[i], values.lengths[i]);
    }

    private static long longOf(BigInteger value) {
        if (value.bitLength() > 63) {
            throw new DamagedBytes("a decimal of more digits than its type has");
        }
        return value.longValue();
    }

    private static void uuids(ValueBuffer values, int count) {
        byte[] text = new byte[count * UUID_LETTERS];
        for (int i = 0; i < count; i++) {
            int at = i * UUID_LETTERS;
            for (int k = 0; k < UUID_BYTES; k++) {
                if (k == 4 || k == 6 || k == 8 || k == 10) {
                    text[at++] = '-';
                }
                byte octet = values.bytes[values.starts[i] + k];
                text[at++] = (byte) HEX.toHighHexDigit(octet);
                text[at++] = (byte) HEX.toLowHexDigit(octet);
            }
        }
        for (int i = 0; i < count; i++) {
            values.starts[i] = i * UUID_LETTERS;
            values.lengths[i] = UUID_LETTERS;
        }
        values.bytes = text;
    }
}
