package org.almagest.ingest.parquet;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// The block codecs of pages; the order is that of the numbers in the file.
public enum PageCompression {
    UNCOMPRESSED(1),
    SNAPPY(32),
    GZIP(1100),
    LZO(0),
    BROTLI(0),
    LZ4(0),
    ZSTD(50_000),
    LZ4_RAW(260);

    private static final int ZSTD_LEVEL = 3;
    private static final PageCompression[] ALL = values();

    /// The most that a byte can unpack to; 0 for codecs that are not read.
    private final int greatestRatio;

    PageCompression(int greatestRatio) {
        this.greatestRatio = greatestRatio;
    }

    static Optional<PageCompression> of(long number) {
        return number >= 0 && number < ALL.length ? Optional.of(ALL[(int) number]) : Optional.empty();
    }

    boolean isRead() {
        return greatestRatio > 0;
    }

    /// Answers whether `packedBytes` can unpack to `size` bytes at all: asked before memory is
    /// taken for them.
    boolean canUnpack(long packedBytes, long size) {
        return this == UNCOMPRESSED ? packedBytes == size : size <= packedBytes * greatestRatio;
    }

    /// Unpacks `packed[start .. end)` to exactly `size` bytes at the beginning of `out`.
    void unpack(byte[] packed, int start, int end, byte[] out, int size) {
        switch (this) {
            case UNCOMPRESSED -> System.arraycopy(packed, start, out, 0, size);
            case SNAPPY -> SnappyBlock.unpack(packed, start, end, out, size);
            case LZ4_RAW -> Lz4Block.unpack(packed, start, end, out, size);
            case GZIP -> gunzip(packed, start, end, out, size);
            case ZSTD -> {
                long count = Zstd.decompressByteArray(out, 0, size, packed, start, end - start);
                if (count != size) {
                    throw new DamagedBytes("a zstd frame of other than the declared " + size + " bytes"
                            + (Zstd.isError(count) ? " (" + Zstd.getErrorName(count) + ")" : ""));
                }
            }
            case LZO, BROTLI, LZ4 -> throw new IllegalStateException("not a codec that is read: " + this);
        }
    }

    private static void gunzip(byte[] packed, int start, int end, byte[] out, int size) {
        try (GZIPInputStream input = new GZIPInputStream(new ByteArrayInputStream(packed, start, end - start))) {
            int count = input.readNBytes(out, 0, size);
            if (count != size || input.read() >= 0) {
                throw new DamagedBytes("a gzip page of other than the declared " + size + " bytes");
            }
        } catch (IOException damaged) {
            throw new DamagedBytes("a gzip page that cannot be unpacked (" + damaged.getMessage() + ")");
        }
    }

    /// Packs the first `size` bytes of `plain`.
    byte[] pack(byte[] plain, int size) {
        return switch (this) {
            case UNCOMPRESSED -> Arrays.copyOf(plain, size);
            case SNAPPY -> SnappyBlock.pack(plain, size);
            case ZSTD -> Zstd.compress(plain.length == size ? plain : Arrays.copyOf(plain, size), ZSTD_LEVEL);
            case GZIP -> gzip(plain, size);
            case LZO, BROTLI, LZ4, LZ4_RAW -> throw new IllegalStateException("not a codec that is written: " + this);
        };
    }

    private static byte[] gzip(byte[] plain, int size) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain, 0, size);
        } catch (IOException impossible) {
            throw new IllegalStateException("an array cannot be full", impossible);
        }
        return out.toByteArray();
    }
}
