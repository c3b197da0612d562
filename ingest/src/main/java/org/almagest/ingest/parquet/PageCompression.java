package org.almagest.ingest.parquet;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.xerial.snappy.Snappy;

/// The block codecs of pages. parquet-java's own factory of codecs goes through Hadoop's, which
/// want its configuration: the libraries are asked directly here.
public enum PageCompression {
    UNCOMPRESSED(1),
    SNAPPY(32),
    GZIP(1100),
    LZO(0),
    BROTLI(0),
    LZ4(260),
    ZSTD(50_000),
    LZ4_RAW(260);

    private static final int ZSTD_LEVEL = 3;

    /// The most that a byte can unpack to; 0 for codecs that are not read.
    private final int greatestRatio;

    PageCompression(int greatestRatio) {
        this.greatestRatio = greatestRatio;
    }

    static PageCompression of(CompressionCodecName name) {
        return valueOf(name.name());
    }

    CompressionCodecName codec() {
        return CompressionCodecName.valueOf(name());
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
            case SNAPPY -> unsnap(packed, start, end, out, size);
            case LZ4 -> FramedLz4.unpack(packed, start, end, out, size);
            case LZ4_RAW -> unpackLz4(packed, start, end - start, out, 0, size);
            case GZIP -> gunzip(packed, start, end, out, size);
            case ZSTD -> unpackZstd(packed, start, end, out, size);
            case LZO, BROTLI -> throw new IllegalStateException("not a codec that is read: " + this);
        }
    }

    private static void unpackZstd(byte[] packed, int start, int end, byte[] out, int size) {
        try {
            long count = Zstd.decompressByteArray(out, 0, size, packed, start, end - start);
            if (count != size) {
                throw new DamagedBytes("a zstd frame of " + count + " bytes, not the declared " + size);
            }
        } catch (ZstdException damage) {
            throw new DamagedBytes("a zstd frame that cannot be unpacked (" + damage.getMessage() + ")");
        }
    }

    /// The library writes as many bytes as the block says: asked before.
    private static void unsnap(byte[] packed, int start, int end, byte[] out, int size) {
        try {
            int declared = Snappy.uncompressedLength(packed, start, end - start);
            if (declared != size) {
                throw new DamagedBytes("a snappy block of " + declared + " bytes, not the declared " + size);
            }
            Snappy.uncompress(packed, start, end - start, out, 0);
        } catch (IOException damage) {
            throw new DamagedBytes("a snappy block that cannot be unpacked (" + damage.getMessage() + ")");
        }
    }

    /// Unpacks a block to exactly `size` bytes.
    static void unpackLz4(byte[] packed, int start, int length, byte[] out, int outStart, int size) {
        int count = unpackPart(packed, start, length, out, outStart, size);
        if (count != size) {
            throw new DamagedBytes("an LZ4 block of " + count + " bytes, not the declared " + size);
        }
    }

    /// Unpacks a block to at most `most` bytes and answers to how many.
    static int unpackPart(byte[] packed, int start, int length, byte[] out, int outStart, int most) {
        try {
            int count = LZ4Factory.fastestInstance()
                    .safeDecompressor()
                    .decompress(packed, start, length, out, outStart, most);
            if (count == 0 && most > 0) {
                throw new DamagedBytes("an LZ4 block of nothing");
            }
            return count;
        } catch (LZ4Exception damage) {
            throw new DamagedBytes("an LZ4 block that cannot be unpacked (" + damage.getMessage() + ")");
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

    /// Packs `plain`.
    byte[] pack(byte[] plain) throws IOException {
        return switch (this) {
            case UNCOMPRESSED -> plain;
            case SNAPPY -> Snappy.compress(plain);
            case ZSTD -> Zstd.compress(plain, ZSTD_LEVEL);
            case GZIP -> gzip(plain);
            case LZ4_RAW -> LZ4Factory.fastestInstance().fastCompressor().compress(plain);
            case LZO, BROTLI, LZ4 -> throw new IllegalStateException("not a codec that is written: " + this);
        };
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(64, plain.length / 2));
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}
