package org.almagest.ingest.fits.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The kernels agree with `ByteBuffer` at random offsets, strides and lengths.
final class BigEndianKernelTest {
    @Test
    void everyKernelGathersBigEndianElements() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            int stride = 8 + random.nextInt(20);
            int start = random.nextInt(9);
            int count = random.nextInt(70);
            int at = random.nextInt(5);
            byte[] source = new byte[start + stride * (count + 1)];
            random.nextBytes(source);
            ByteBuffer oracle = ByteBuffer.wrap(source);
            int[] ints = new int[at + count];
            int[] shorts = new int[at + count];
            int[] bytes = new int[at + count];
            long[] wide = new long[at + count];
            long[] longs = new long[at + count];
            float[] floats = new float[at + count];
            double[] doubles = new double[at + count];
            double[] wideFloats = new double[at + count];
            byte[] top = new byte[at + count];
            byte[] logicals = new byte[at + count];
            BigEndianKernel.ints(source, start, stride, count, ints, at);
            BigEndianKernel.shorts(source, start, stride, count, 1 << 15, shorts, at);
            BigEndianKernel.bytes(source, start, stride, count, -128, bytes, at);
            BigEndianKernel.wideInts(source, start, stride, count, 1L << 31, wide, at);
            BigEndianKernel.longs(source, start, stride, count, Long.MIN_VALUE, longs, at);
            BigEndianKernel.floats(source, start, stride, count, floats, at);
            BigEndianKernel.doubles(source, start, stride, count, doubles, at);
            BigEndianKernel.wideFloats(source, start, stride, count, wideFloats, at);
            BigEndianKernel.topBits(source, start, stride, count, top, at);
            BigEndianKernel.logicals(source, start, stride, count, logicals, at);
            for (int i = 0; i < count; i++) {
                int p = start + i * stride;
                String where = "seed " + seed + ", element " + i;
                assertEquals(oracle.getInt(p), ints[at + i], where);
                assertEquals(oracle.getShort(p) + 32768, shorts[at + i], where);
                assertEquals((oracle.get(p) & 0xFF) - 128, bytes[at + i], where);
                assertEquals(oracle.getInt(p) + 2147483648L, wide[at + i], where);
                assertEquals(oracle.getLong(p), longs[at + i] + Long.MIN_VALUE, where);
                assertEquals(oracle.getFloat(p), floats[at + i], where);
                assertEquals(oracle.getDouble(p), doubles[at + i], where);
                assertEquals(oracle.getFloat(p), wideFloats[at + i], where);
                assertEquals(oracle.get(p) < 0 ? 1 : 0, top[at + i], where);
                assertEquals(oracle.get(p) == 'T' ? 1 : 0, logicals[at + i], where);
            }
        }
    }

    @Test
    void packedBitsStartWithTheMostSignificant() {
        Random random = new Random(7);
        byte[] source = new byte[20];
        random.nextBytes(source);
        for (int count = 0; count <= 150; count++) {
            byte[] target = new byte[count + 1];
            BigEndianKernel.bits(source, 1, count, target, 1);
            for (int i = 0; i < count; i++) {
                int expected = source[1 + i / 8] >> 7 - i % 8 & 1;
                assertEquals(expected, target[1 + i], "bit " + i + " of " + count);
            }
        }
    }
}
