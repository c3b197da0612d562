package org.almagest.ingest.parquet;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.almagest.columnar.io.WritableFile;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.io.PositionOutputStream;

/// The file that parquet-java writes to, which is one of our file systems'. Closing the stream hands
/// over what is buffered and leaves the file open.
record ParquetOutput(WritableFile file) implements OutputFile {
    private static final int BUFFER_BYTES = 1 << 16;

    @Override
    public PositionOutputStream create(long blockSizeHint) {
        return new Buffered(file);
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSizeHint) {
        return create(blockSizeHint);
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    @Override
    public String getPath() {
        return file.path();
    }

    private static final class Buffered extends PositionOutputStream {
        private final WritableFile file;
        private final byte[] buffer = new byte[BUFFER_BYTES];
        private int held;

        private Buffered(WritableFile file) {
            this.file = file;
        }

        @Override
        public long getPos() {
            return file.position() + held;
        }

        @Override
        public void write(int octet) throws IOException {
            if (held == BUFFER_BYTES) {
                flush();
            }
            buffer[held++] = (byte) octet;
        }

        @Override
        public void write(byte[] bytes, int start, int length) throws IOException {
            if (length > BUFFER_BYTES - held) {
                flush();
            }
            if (length > BUFFER_BYTES) {
                file.write(MemorySegment.ofArray(bytes).asSlice(start, length));
                return;
            }
            System.arraycopy(bytes, start, buffer, held, length);
            held += length;
        }

        @Override
        public void flush() throws IOException {
            int count = held;
            held = 0;
            if (count > 0) {
                file.write(MemorySegment.ofArray(buffer).asSlice(0, count));
            }
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
