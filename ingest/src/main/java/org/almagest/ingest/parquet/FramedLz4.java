package org.almagest.ingest.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The codec LZ4, which LZ4_RAW replaced: what Hadoop's LZ4 wrote.
///
/// ```text
/// frame    u32 plain bytes | block*, until they have so many bytes      (big-endian)
/// block    u32 packed bytes | an LZ4 block
/// ```
///
/// Some writers left the frames out; bytes that do not begin as a frame are taken for a bare block.
final class FramedLz4 {
    private static final VarHandle BIG = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private FramedLz4() {}

    static void unpack(byte[] packed, int start, int end, byte[] out, int size) {
        if (!isFramed(packed, start, end, size)) {
            PageCompression.unpackLz4(packed, start, end - start, out, 0, size);
            return;
        }
        int at = start;
        int done = 0;
        while (at < end) {
            int frameEnd = done + length(packed, at, end, size - done);
            at += Integer.BYTES;
            while (done < frameEnd) {
                int block = length(packed, at, end, end - at - Integer.BYTES);
                at += Integer.BYTES;
                done += PageCompression.unpackPart(packed, at, block, out, done, frameEnd - done);
                at += block;
            }
        }
        if (done != size) {
            throw new DamagedBytes("LZ4 frames of " + done + " bytes, not the declared " + size);
        }
    }

    private static boolean isFramed(byte[] packed, int start, int end, int size) {
        if (end - start < 2 * Integer.BYTES) {
            return false;
        }
        int plain = (int) BIG.get(packed, start);
        int block = (int) BIG.get(packed, start + Integer.BYTES);
        return plain >= 0 && plain <= size && block > 0 && block <= end - start - 2 * Integer.BYTES;
    }

    private static int length(byte[] packed, int at, int end, int most) {
        int length = end - at < Integer.BYTES ? -1 : (int) BIG.get(packed, at);
        if (length < 0 || length > most) {
            throw new DamagedBytes("LZ4 frames that do not fit their page");
        }
        return length;
    }
}
