package org.almagest.ingest.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory.BytesInputCompressor;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/// Packs the pages that parquet-java makes.
record PagePacker(PageCompression compression) implements BytesInputCompressor {
    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
        if (compression == PageCompression.UNCOMPRESSED) {
            return bytes;
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream(Math.toIntExact(bytes.size()));
        bytes.writeAllTo(plain);
        return BytesInput.from(compression.pack(plain.toByteArray()));
    }

    @Override
    public CompressionCodecName getCodecName() {
        return compression.codec();
    }

    @Override
    public void release() {
        // Holds nothing.
    }
}
