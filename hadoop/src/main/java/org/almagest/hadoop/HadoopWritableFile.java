package org.almagest.hadoop;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.almagest.columnar.io.WritableFile;
import org.apache.hadoop.fs.FSDataOutputStream;

/// A file of a Hadoop file system that is being written. One thread.
record HadoopWritableFile(String path, FSDataOutputStream output) implements WritableFile {
    private static final int PIECE_BYTES = 1 << 20;

    @Override
    public long position() {
        return output.getPos();
    }

    @Override
    public void write(MemorySegment source) throws IOException {
        byte[] piece = new byte[(int) Math.min(PIECE_BYTES, source.byteSize())];
        long done = 0;
        while (done < source.byteSize()) {
            int count = (int) Math.min(piece.length, source.byteSize() - done);
            MemorySegment.copy(source, done, MemorySegment.ofArray(piece), 0, count);
            output.write(piece, 0, count);
            done += count;
        }
    }

    /// Syncs where the file system can (HDFS, local disks); elsewhere the close that follows does
    /// it, and fails where it cannot.
    @Override
    public void force() throws IOException {
        if (output.hasCapability("hsync")) {
            output.hsync();
        } else {
            output.hflush();
        }
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
