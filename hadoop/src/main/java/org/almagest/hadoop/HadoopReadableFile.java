package org.almagest.hadoop;

import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.almagest.columnar.io.ReadableFile;
import org.apache.hadoop.fs.FSDataInputStream;

/// A file of a Hadoop file system, read at positions by many threads: `PositionedReadable` promises
/// that such reads do not move each other. Bytes pass through an array, at most 1 MiB at a time.
record HadoopReadableFile(String path, FSDataInputStream input, long size) implements ReadableFile {
    private static final int PIECE_BYTES = 1 << 20;

    @Override
    public void read(long position, MemorySegment target) throws IOException {
        if (position > size - target.byteSize()) {
            throw new EOFException(path + " ends at byte " + size + ", before byte " + (position + target.byteSize()));
        }
        byte[] piece = new byte[(int) Math.min(PIECE_BYTES, target.byteSize())];
        long done = 0;
        while (done < target.byteSize()) {
            int wanted = (int) Math.min(piece.length, target.byteSize() - done);
            int count = input.read(position + done, piece, 0, wanted);
            if (count <= 0) {
                throw new EOFException(path + " ends before byte " + (position + done));
            }
            MemorySegment.copy(MemorySegment.ofArray(piece), 0, target, done, count);
            done += count;
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
