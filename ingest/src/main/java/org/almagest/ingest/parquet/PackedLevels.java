package org.almagest.ingest.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.ByteBufferInputStream;
import org.apache.parquet.column.values.bitpacking.ByteBitPackingValuesReader;
import org.apache.parquet.column.values.bitpacking.Packer;

/// Levels in the form that RLE replaced (BIT_PACKED): most significant bit first and without a
/// length. Rare enough for parquet-java's reader.
final class PackedLevels implements LevelDecoder {
    private final ByteBitPackingValuesReader reader;
    private final int end;

    PackedLevels(byte[] bytes, int start, int end, int count, int mostLevel) {
        int width = Integer.SIZE - Integer.numberOfLeadingZeros(mostLevel);
        long length = ((long) count * width + 7) / 8;
        if (length > end - start) {
            throw new DamagedBytes("levels of " + length + " bytes in a page of " + (end - start));
        }
        this.end = start + (int) length;
        reader = new ByteBitPackingValuesReader(mostLevel, Packer.BIG_ENDIAN);
        try {
            reader.initFromPage(count, ByteBufferInputStream.wrap(ByteBuffer.wrap(bytes, start, end - start)));
        } catch (IOException | RuntimeException damage) {
            throw new DamagedBytes("packed levels that cannot be read (" + ThriftBytes.firstLine(damage) + ")");
        }
    }

    /// Answers where in the page what follows the levels begins.
    int end() {
        return end;
    }

    @Override
    public void decode(int[] out, int count) {
        for (int i = 0; i < count; i++) {
            out[i] = reader.readInteger();
        }
    }
}
